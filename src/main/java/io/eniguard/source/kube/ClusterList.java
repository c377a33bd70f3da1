package io.eniguard.source.kube;

import io.eniguard.cluster.HostNetworkDaemonSet;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.kube.ClientFailure;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lists the objects of a cluster once. */
public final class ClusterList {

    private static final int FORBIDDEN = 403;

    private ClusterList() {}

    /**
     * Returns all objects of the kinds that rules read, in the order of the kinds. DaemonSets besides aws-node are returned only if they
     * run a pod in the host's network of every node.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server cannot be reached or refuses the request
     */
    public static List<Tree> read(KubernetesClient client) {
        return Arrays.stream(WatchedKind.values())
                .filter(kind -> kind.isServedBy(client))
                .flatMap(kind -> readIfPermitted(kind, client).stream())
                .toList();
    }

    /** Reads a kind. A kind that is read in all namespaces is skipped without permission, because a person may see only some namespaces. */
    private static List<Tree> readIfPermitted(WatchedKind kind, KubernetesClient client) {
        try {
            return read(kind, client);
        } catch (KubernetesClientException e) {
            if (kind.isOfAllNamespaces() && e.getCode() == FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Lists the kinds one by one. If the API server refuses to list a kind, the other kinds are still listed. After any other failure, the
     * remaining kinds are skipped, because they would fail in the same way.
     */
    public static ListedObjects readEach(KubernetesClient client) {
        List<Tree> objects = new ArrayList<>();
        Map<String, ListedObjects.Failure> failures = new LinkedHashMap<>();
        Optional<ListedObjects.Failure> broken = Optional.empty();
        for (WatchedKind kind : WatchedKind.values()) {
            if (broken.isPresent()) {
                failures.put(
                        kind.kind(),
                        new ListedObjects.Failure(kind.resource(), broken.get().reason(), false));
                continue;
            }
            try {
                if (kind.isServedBy(client)) {
                    objects.addAll(readIfPermitted(kind, client));
                }
            } catch (KubernetesClientException e) {
                ListedObjects.Failure failure =
                        new ListedObjects.Failure(kind.resource(), ClientFailure.reason(e), e.getCode() == FORBIDDEN);
                failures.put(kind.kind(), failure);
                broken = Optional.of(failure).filter(one -> !one.isForbidden());
            }
        }
        return new ListedObjects(objects, failures);
    }

    private static boolean isRead(WatchedKind kind, Tree object) {
        return switch (kind) {
            case DAEMON_SET -> HostNetworkDaemonSet.from(object).isOnEveryNode();
            case KARPENTER -> KarpenterSettings.isKarpenter(object);
            default -> true;
        };
    }

    private static List<Tree> read(WatchedKind kind, KubernetesClient client) {
        List<Tree> objects = new ArrayList<>();
        String next = null;
        do {
            ListOptions page = new ListOptionsBuilder()
                    .withLimit(WatchedKind.PAGE)
                    .withContinue(next)
                    .build();
            KubernetesResourceList<GenericKubernetesResource> answer =
                    kind.listed(client).list(page);
            if (answer == null || answer.getItems() == null || answer.getMetadata() == null) {
                throw new KubernetesClientException("the answer is not a list of " + kind.resource());
            }
            answer.getItems().stream()
                    .filter(Objects::nonNull)
                    .map(KubeObjects::tree)
                    .filter(object -> isRead(kind, object))
                    .forEach(objects::add);
            next = answer.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return objects;
    }
}
