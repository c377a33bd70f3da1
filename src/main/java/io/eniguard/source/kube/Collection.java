package io.eniguard.source.kube;

import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All objects of one kind as records, kept up to date by the events of an informer. */
final class Collection<T> implements ResourceEventHandler<GenericKubernetesResource> {

    private final Function<GenericKubernetesResource, T> reader;
    private final Runnable whenChanged;
    private final Map<String, T> objects = new ConcurrentHashMap<>();

    /** @param whenChanged called only if a record has changed; the heartbeat of a node does not change its record */
    Collection(Function<Tree, T> reader, Runnable whenChanged) {
        this(whenChanged, object -> reader.apply(KubeObjects.tree(object)));
    }

    private Collection(Runnable whenChanged, Function<GenericKubernetesResource, T> reader) {
        this.reader = reader;
        this.whenChanged = whenChanged;
    }

    /** Returns a collection of whole objects, with uids and versions. Each new version is a change. */
    static Collection<Tree> ofVersions(Runnable whenChanged) {
        return new Collection<>(whenChanged, KubeObjects::withIdentity);
    }

    List<T> all() {
        return List.copyOf(objects.values());
    }

    int size() {
        return objects.size();
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
        put(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
        put(object);
    }

    private void put(GenericKubernetesResource object) {
        T record = reader.apply(object);
        if (!record.equals(objects.put(key(object), record))) {
            whenChanged.run();
        }
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
        if (objects.remove(key(object)) != null) {
            whenChanged.run();
        }
    }

    private static String key(GenericKubernetesResource object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
