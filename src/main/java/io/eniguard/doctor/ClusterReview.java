package io.eniguard.doctor;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Judged;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Wording;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the rules say of all that the cluster holds, in two results. {@code check} tells it one by one. */
final class ClusterReview {

    private static final String ZONES = "zones";
    private static final String OBJECTS = "objects";
    private static final String ZONE_COVERAGE = "zone-coverage";
    private static final String FIX = "./eniguard check --cluster kube --vpc ec2";

    private final List<Tree> objects;
    private final World world;

    ClusterReview(List<Tree> objects, World world) {
        this.objects = List.copyOf(objects);
        this.world = world;
    }

    /** Whether each zone in which nodes run has an ENIConfig, by the rule of that name. */
    Result zones() {
        Reviewer reviewer = new Reviewer(about -> about.id().equals(ZONE_COVERAGE));
        Optional<Judged> forgotten = objects.stream()
                .filter(object -> CniSettings.isIn(ObjectId.of(object)))
                .flatMap(object -> reviewer.review(ReviewRequest.create(object), world).findings().stream())
                .findFirst();
        if (forgotten.isPresent()) {
            return Result.warning(
                    ZONES,
                    forgotten.get().finding().message(),
                    forgotten.get().finding().fix());
        } else if (world.cluster().cni().filter(CniSettings::customNetworking).isEmpty()) {
            return Result.unknown(ZONES, "not looked at while custom networking is not on");
        }
        List<ClusterNode> nodes =
                world.cluster().nodes().stream().filter(ClusterNode::isGoverned).toList();
        TreeSet<String> zones = new TreeSet<>();
        nodes.forEach(node -> zones.add(world.complete(node.zone()).toString()));
        return Result.ok(
                ZONES,
                nodes.isEmpty()
                        ? "no nodes that ENIConfigs would serve"
                        : "each zone with nodes has an ENIConfig: %s (%s)"
                                .formatted(Wording.some(zones), Wording.count(nodes.size(), "node")));
    }

    Result all() {
        Reviewer reviewer = new Reviewer();
        List<Verdict> verdicts = objects.stream()
                .filter(object -> reviewer.kindOf(ObjectId.of(object)).isPresent())
                .map(object -> reviewer.review(ReviewRequest.create(object), world))
                .toList();
        long denied = verdicts.stream().filter(Verdict::isDenied).count();
        long warned = verdicts.stream()
                .filter(verdict -> !verdict.isDenied() && hasWarning(verdict))
                .count();
        long unknown = verdicts.stream().filter(Verdict::hasUnknown).count();
        String message = "%d reviewed: %d denied, %d with warnings, %d with something unknown"
                .formatted(verdicts.size(), denied, warned, unknown);
        State state = denied > 0 ? State.PROBLEM : warned > 0 ? State.WARNING : unknown > 0 ? State.UNKNOWN : State.OK;
        return new Result(OBJECTS, state, message, state == State.OK ? Optional.empty() : Optional.of("see " + FIX));
    }

    /** What is only unknown warns too, where somebody writes. */
    private static boolean hasWarning(Verdict verdict) {
        return verdict.findings(Action.WARN).anyMatch(judged -> judged.finding() instanceof Finding.Violation);
    }
}
