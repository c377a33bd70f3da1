package io.eniguard.doctor;

import io.eniguard.audit.AuditFailure;
import io.eniguard.audit.AuditedWorld;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The results about the cluster's objects.
 *
 * @param failures objects that could not be judged because a rule failed
 */
record ClusterResults(List<Result> results, List<AuditFailure> failures) {

    /** Kinds whose absence means something to most rules, so that nothing is concluded unless all of them were listed. */
    private static final Set<String> NEEDED = Set.of(EniConfig.KIND, ClusterNode.KIND, CniSettings.KIND);

    /** Kinds that can only be judged together. */
    private static final Set<String> OF_KARPENTER = Set.of(NodePool.KIND, NodeClass.KIND);

    ClusterResults {
        results = List.copyOf(results);
        failures = List.copyOf(failures);
    }

    /** @param vpc facts that some rules need */
    static ClusterResults of(
            Reply<ListedObjects> objects, VpcSnapshot vpc, ExaminationRequest request, Advice advice) {
        return objects.fold(
                listed -> of(listed, vpc, request, advice),
                missing -> new ClusterResults(
                        List.of(Result.unanswered(
                                ClusterReview.OBJECTS,
                                "the cluster cannot be read: " + missing.reason(),
                                missing)),
                        List.of()));
    }

    private static ClusterResults of(
            ListedObjects listed, VpcSnapshot vpc, ExaminationRequest request, Advice advice) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(listed.objects());
        ClusterReview review = new ClusterReview(
                judged(listed),
                AuditedWorld.of(vpc, snapshot, request.parameters(), Instant.now()),
                advice.checkCommand());
        return new ClusterResults(
                List.of(
                        gap(listed, Set.of(CniSettings.KIND), advice)
                                .map(gap -> Result.unknown(CustomNetworking.SUBJECT, gap))
                                .orElseGet(() -> CustomNetworking.judge(snapshot, eniConfigs(listed, snapshot))),
                        gap(listed, NEEDED, advice)
                                .map(gap -> Result.unknown(ClusterReview.ZONES, gap))
                                .orElseGet(review::zones),
                        gap(listed, NEEDED, advice)
                                .map(gap -> Result.unanswered(
                                        ClusterReview.OBJECTS, unread(listed) + gap.reason(), gap))
                                .orElseGet(() -> objects(review.objects(), gap(listed, OF_KARPENTER, advice)))),
                review.failures());
    }

    private static String unread(ListedObjects listed) {
        return listed.failures().keySet().containsAll(NEEDED) ? "the cluster cannot be read: " : "not reviewed: ";
    }

    private static Optional<Integer> eniConfigs(ListedObjects listed, ClusterSnapshot snapshot) {
        return listed.failures().containsKey(EniConfig.KIND)
                ? Optional.empty()
                : Optional.of(snapshot.eniConfigs().size());
    }

    /** Returns why one of the kinds could not be listed; empty if all of them were listed. */
    private static Optional<Gap> gap(ListedObjects listed, Set<String> kinds, Advice advice) {
        return listed.failures().entrySet().stream()
                .filter(failure -> kinds.contains(failure.getKey()))
                .map(failure -> advice.gap(failure.getValue()))
                .findFirst();
    }

    private static List<Tree> judged(ListedObjects listed) {
        boolean withoutKarpenter = OF_KARPENTER.stream().anyMatch(listed.failures()::containsKey);
        return listed.objects().stream()
                .filter(object -> !withoutKarpenter
                        || !OF_KARPENTER.contains(ObjectId.of(object).kind()))
                .toList();
    }

    /** @param gap why Karpenter's objects are not among the reviewed ones */
    private static Result objects(Result reviewed, Optional<Gap> gap) {
        if (gap.isEmpty()) {
            return reviewed;
        }
        String message = "%s; NodePools and EC2NodeClasses were not reviewed: %s"
                .formatted(reviewed.message(), gap.get().reason());
        Result incomplete = Result.unanswered(ClusterReview.OBJECTS, message, gap.get());
        return reviewed.state() == State.OK
                        || (incomplete.state() == State.PROBLEM && reviewed.state() != State.PROBLEM)
                ? incomplete
                : new Result(ClusterReview.OBJECTS, reviewed.state(), message, reviewed.fix());
    }
}
