package io.eniguard.doctor;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The results about the cluster's objects. */
final class ClusterResults {

    private static final String ZONES = "zones";
    private static final String OBJECTS = "objects";

    /** Kinds without which most rules would draw conclusions from an absence that is none. */
    private static final Set<String> NEEDED = Set.of(EniConfig.KIND, ClusterNode.KIND, CniSettings.KIND);

    /** A kind of which no object can be judged without the other one. */
    private static final Set<String> OF_KARPENTER = Set.of(NodePool.KIND, NodeClass.KIND);

    private final ExaminationRequest request;
    private final Advice advice;
    private final Surprises surprises;

    ClusterResults(ExaminationRequest request, Advice advice, Surprises surprises) {
        this.request = request;
        this.advice = advice;
        this.surprises = surprises;
    }

    /** @param reading of the VPC, which some rules need */
    List<Result> of(Reply<ListedObjects> objects, Reply<Reading> reading) {
        return objects.fold(
                listed -> of(listed, reading),
                missing -> List.of(
                        Result.unknown(OBJECTS, "the cluster cannot be read: " + missing.reason(), missing.fix())));
    }

    private List<Result> of(ListedObjects listed, Reply<Reading> reading) {
        VpcSnapshot vpc = reading.value().map(Reading::snapshot).orElse(VpcSnapshot.nothing(VpcReader.SOURCE));
        ClusterSnapshot snapshot = ClusterSnapshot.of(listed.objects());
        ClusterReview review =
                new ClusterReview(judged(listed), new World(vpc, snapshot, request.parameters(), Instant.now()));
        return List.of(
                gap(listed, Set.of(CniSettings.KIND))
                        .map(gap -> Result.unknown(CustomNetworking.SUBJECT, gap))
                        .orElseGet(() -> surprises.judged(
                                CustomNetworking.SUBJECT,
                                () -> CustomNetworking.judge(snapshot, eniConfigs(listed, snapshot)))),
                gap(listed, NEEDED)
                        .map(gap -> Result.unknown(ZONES, gap))
                        .orElseGet(() -> surprises.judged(ZONES, review::zones)),
                gap(listed, NEEDED)
                        .map(gap -> Result.unknown(OBJECTS, unread(listed) + gap.reason(), gap.fix()))
                        .orElseGet(() ->
                                surprises.judged(OBJECTS, () -> objects(review.all(), gap(listed, OF_KARPENTER)))));
    }

    private static String unread(ListedObjects listed) {
        return listed.failures().keySet().containsAll(NEEDED) ? "the cluster cannot be read: " : "not reviewed: ";
    }

    private static Optional<Integer> eniConfigs(ListedObjects listed, ClusterSnapshot snapshot) {
        return listed.failures().containsKey(EniConfig.KIND)
                ? Optional.empty()
                : Optional.of(snapshot.eniConfigs().size());
    }

    /** Why one of the kinds could not be listed; empty when all of them were. */
    private Optional<Gap> gap(ListedObjects listed, Set<String> kinds) {
        return listed.failures().entrySet().stream()
                .filter(failure -> kinds.contains(failure.getKey()))
                .map(failure -> advice.gap(failure.getValue()))
                .findFirst();
    }

    private List<Tree> judged(ListedObjects listed) {
        boolean withoutKarpenter = gap(listed, OF_KARPENTER).isPresent();
        return listed.objects().stream()
                .filter(object -> !withoutKarpenter
                        || !OF_KARPENTER.contains(ObjectId.of(object).kind()))
                .toList();
    }

    /** @param gap why Karpenter's objects are not among those reviewed */
    private Result objects(Result reviewed, Optional<Gap> gap) {
        String message = gap.map(
                        why -> "%s; not NodePools and EC2NodeClasses: %s".formatted(reviewed.message(), why.reason()))
                .orElse(reviewed.message());
        if (reviewed.state() != State.OK) {
            return new Result(OBJECTS, reviewed.state(), message, Optional.of("see " + advice.check()));
        }
        return gap.map(why -> Result.unknown(OBJECTS, message, why.fix())).orElse(reviewed);
    }
}
