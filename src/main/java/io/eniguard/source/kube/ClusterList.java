package io.eniguard.source.kube;

import io.eniguard.cluster.HostNetworkDaemonSet;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.ReviewedKind;
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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Lists the objects of a cluster once. */
public final class ClusterList {

    private static final int FORBIDDEN = 403;

    private ClusterList() {}

    /**
     * Returns all objects of the kinds that rules read, and the policies, in the order of the kinds, without failures. DaemonSets besides
     * aws-node are returned only if they run a pod in the host's network of every node. The result names the kinds that
     * were skipped because a permission is missing.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server cannot be reached, or refuses to list a kind that
     *     cannot be skipped
     */
    public static ListedObjects read(KubernetesClient client) {
        Listing listing = new Listing(client);
        Arrays.stream(WatchedKind.values())
                .filter(kind -> kind.isServedBy(client))
                .forEach(listing::add);
        return listing.with(Map.of());
    }

    /** Collects the objects of the kinds that could be listed. */
    private static final class Listing {

        private final KubernetesClient client;
        private final List<Tree> objects = new ArrayList<>();
        private final Set<ReviewedKind> unlisted = EnumSet.noneOf(ReviewedKind.class);
        private Optional<String> policyTrouble = Optional.empty();

        Listing(KubernetesClient client) {
            this.client = client;
        }

        /**
         * Lists a kind. If the permission to list a kind in all namespaces is missing, the kind is skipped, because a person may be allowed
         * to see only some namespaces. Policies are skipped too, because an older role may not mention them, and the reason is kept.
         */
        void add(WatchedKind kind) {
            try {
                objects.addAll(read(kind, client));
            } catch (KubernetesClientException e) {
                if (!(kind.isOfAllNamespaces() || kind == WatchedKind.POLICY) || e.getCode() != FORBIDDEN) {
                    throw e;
                } else if (kind == WatchedKind.POLICY) {
                    policyTrouble = Optional.of(ClientFailure.reason(e));
                }
                kind.reviewed().ifPresent(unlisted::add);
            }
        }

        ListedObjects with(Map<String, ListedObjects.Failure> failures) {
            return new ListedObjects(objects, unlisted, policyTrouble, failures);
        }
    }

    /**
     * Lists the kinds one by one. If the API server refuses to list a kind, the other kinds are still listed. After any other failure, the
     * remaining kinds are skipped, because they would fail in the same way.
     */
    public static ListedObjects readEach(KubernetesClient client) {
        Listing listing = new Listing(client);
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
                    listing.add(kind);
                }
            } catch (KubernetesClientException e) {
                ListedObjects.Failure failure =
                        new ListedObjects.Failure(kind.resource(), ClientFailure.reason(e), e.getCode() == FORBIDDEN);
                failures.put(kind.kind(), failure);
                broken = Optional.of(failure).filter(one -> !one.isForbidden());
            }
        }
        return listing.with(failures);
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
                    .map(kind == WatchedKind.POLICY ? KubeObjects::withIdentity : KubeObjects::tree)
                    .filter(object -> isRead(kind, object))
                    .forEach(objects::add);
            next = answer.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return objects;
    }
}
