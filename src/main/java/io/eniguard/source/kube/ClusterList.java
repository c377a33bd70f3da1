package io.eniguard.source.kube;

import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists the objects of a cluster once. */
public final class ClusterList {

    private static final long PAGE = 500;

    private ClusterList() {}

    /**
     * Returns all objects of the kinds that rules read, in the order of the kinds.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server cannot be reached or refuses the request
     */
    public static List<Tree> read(KubernetesClient client) {
        return Arrays.stream(WatchedKind.values())
                .filter(kind -> kind.isServedBy(client))
                .flatMap(kind -> read(kind, client).stream())
                .toList();
    }

    private static List<Tree> read(WatchedKind kind, KubernetesClient client) {
        List<Tree> objects = new ArrayList<>();
        String next = null;
        do {
            ListOptions page =
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
            KubernetesResourceList<GenericKubernetesResource> answer =
                    kind.listed(client).list(page);
            answer.getItems().forEach(object -> objects.add(KubeObjects.tree(object)));
            next = answer.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return objects;
    }
}
