package io.eniguard.doctor;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditedWorld;
import io.eniguard.cel.CelConditions;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The results about the cluster's objects.
 *
 * @param audits the audits on which the results are based
 */
record ClusterResults(List<Result> results, List<AuditReport> audits) {

    private static final String UNREADABLE = "the cluster cannot be read: ";

    ClusterResults {
        results = List.copyOf(results);
        audits = List.copyOf(audits);
    }

    /** @param vpc the facts about the VPC that some rules need */
    static ClusterResults of(Reply<ListedObjects> objects, VpcSnapshot vpc, ExaminationRequest request, Advice advice) {
        return objects.fold(
                listed -> of(listed, vpc, request, advice),
                missing -> new ClusterResults(
                        List.of(Result.unanswered(ClusterReview.OBJECTS, UNREADABLE + missing.reason(), missing)),
                        List.of()));
    }

    private static ClusterResults of(ListedObjects listed, VpcSnapshot vpc, ExaminationRequest request, Advice advice) {
        UnlistedKinds unlisted = new UnlistedKinds(listed, advice);
        ClusterSnapshot snapshot = ClusterSnapshot.builder()
                .addAll(listed.objects())
                .unlisted(listed.unlisted())
                .build();
        Optional<Integer> eniConfigs = unlisted.contain(EniConfig.KIND)
                ? Optional.empty()
                : Optional.of(snapshot.eniConfigs().size());
        Instant now = WorldClock.now();
        ClusterReview review = new ClusterReview(
                unlisted.auditable(),
                AuditedWorld.of(vpc, snapshot, request.parameters(), now).withPolicies(policies(listed, now)),
                advice.checkCommand());
        return new ClusterResults(
                List.of(
                        unlisted.gapOfCni()
                                .map(gap -> Result.unknown(CustomNetworking.SUBJECT, gap))
                                .orElseGet(() -> CustomNetworking.judge(snapshot, eniConfigs)),
                        unlisted.gapOfAudit()
                                .map(gap -> Result.unknown(ClusterReview.ZONES, gap))
                                .orElseGet(() -> withoutPolicies(review.zones(), unlisted)),
                        unlisted.gapOfAudit()
                                .map(gap -> unaudited(gap, unlisted))
                                .orElseGet(() -> objects(
                                        withoutPolicies(review.objects(), unlisted), unlisted.gapOfKarpenter()))),
                review.audits());
    }

    /**
     * Returns the policies of the cluster. Only eniguard in the cluster knows the last good versions of invalid policies. So an invalid
     * policy has no effect here, unless its only faults are conflicts with other policies: then the rest of it is in force.
     */
    private static Policies policies(ListedObjects listed, Instant now) {
        List<Tree> documents =
                listed.objects().stream().filter(PolicyReader::isPolicy).toList();
        PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
        return StoredPolicies.NONE.next(documents, Policies.NONE, reader, now).inForce();
    }

    /** Adds to the result that the policies are unknown. An older role may not mention them, so this is no result of its own. */
    private static Result withoutPolicies(Result result, UnlistedKinds unlisted) {
        return unlisted.gapOfPolicies()
                .map(reason -> new Result(
                        result.subject(),
                        result.state(),
                        "%s; the policies of the cluster are unknown and not applied: %s"
                                .formatted(result.message(), reason),
                        result.fix()))
                .orElse(result);
    }

    private static Result unaudited(Gap gap, UnlistedKinds unlisted) {
        String message = (unlisted.containAllOfMostRules() ? UNREADABLE : "not reviewed: ") + gap.reason();
        return Result.unanswered(ClusterReview.OBJECTS, message, gap);
    }

    /** @param gap the reason why Karpenter's objects were not reviewed; empty if they were reviewed */
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
