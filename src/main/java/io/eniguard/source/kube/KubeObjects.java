package io.eniguard.source.kube;

import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts objects of the Kubernetes client to trees. */
final class KubeObjects {

    /** The maximum length of a kept annotation. An annotation that names an ENIConfig is not longer than an object's name. */
    private static final int LONGEST_NAME = 253;

    private KubeObjects() {}

    static Tree tree(GenericKubernetesResource resource) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", resource.getApiVersion());
        tree.put("kind", resource.getKind());
        tree.put("metadata", metadata(resource.getMetadata()));
        resource.getAdditionalProperties().forEach((key, value) -> tree.put(key, plain(value)));
        return new Tree(tree);
    }

    /** Works like {@link #tree}, but also keeps the fields that identify this version of the object. */
    static Tree withIdentity(GenericKubernetesResource resource) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(tree(resource).fields());
        ObjectMeta meta = resource.getMetadata();
        Map<String, @Nullable Object> metadata = metadata(meta);
        if (meta != null) {
            metadata.put("uid", meta.getUid());
            metadata.put("resourceVersion", meta.getResourceVersion());
        }
        tree.put("metadata", metadata);
        return new Tree(tree);
    }

    private static Map<String, @Nullable Object> metadata(@Nullable ObjectMeta meta) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        if (meta == null) {
            return metadata;
        }
        metadata.put("name", meta.getName());
        metadata.put("namespace", meta.getNamespace());
        metadata.put("labels", meta.getLabels());
        metadata.put("annotations", shortAnnotations(meta.getAnnotations()));
        metadata.put("creationTimestamp", meta.getCreationTimestamp());
        metadata.put("generation", meta.getGeneration());
        return metadata;
    }

    private static Map<String, String> shortAnnotations(@Nullable Map<String, String> annotations) {
        Map<String, String> kept = new LinkedHashMap<>();
        if (annotations != null) {
            annotations.forEach((key, value) -> {
                if (value != null && value.length() <= LONGEST_NAME) {
                    kept.put(key, value);
                }
            });
        }
        return kept;
    }

    /** Converts whole numbers to {@code Long}, as {@link Tree} requires. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(String.valueOf(key), plain(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
