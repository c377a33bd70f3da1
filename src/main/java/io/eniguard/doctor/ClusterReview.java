package io.eniguard.doctor;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Judged;
import io.eniguard.review.Reviewer;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** An audit of everything that the cluster holds, as two results. {@code check} shows its findings one by one. */
final class ClusterReview {

    private static final String ZONES = "zones";
    private static final String OBJECTS = "objects";
    private static final String ZONE_COVERAGE = "zone-coverage";
    private static final String FIX = "./eniguard check --cluster kube --vpc ec2";

    /** The API server has no files and lines. */
    private static final Place PLACE = new Place("kube", 1);

    private final List<PlacedObject> objects;
    private final World world;

    ClusterReview(List<Tree> objects, World world) {
        this.objects =
                objects.stream().map(object -> new PlacedObject(object, PLACE)).toList();
        this.world = world;
    }

    /** Whether each zone in which nodes run has an ENIConfig, by the rule of that name. */
    Result zones() {
        Optional<Judged> forgotten =
                audit(new Reviewer(about -> about.id().equals(ZONE_COVERAGE)), daemonSet()).results().stream()
                        .flatMap(audited -> audited.verdict().findings().stream())
                        .findFirst();
        if (forgotten.isPresent()) {
            return Result.warning(
                    ZONES,
                    forgotten.get().finding().message(),
                    forgotten.get().finding().fix());
        } else if (world.cluster().cni().filter(CniSettings::customNetworking).isEmpty()) {
            return Result.unknown(ZONES, "not examined while custom networking is off", "see custom networking");
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
                                .formatted(NameList.of(zones), Count.of(nodes.size(), "node")));
    }

    /** The counts are those of {@code check}, where an unknown that warns counts as a warning. */
    Result all() {
        AuditSummary summary = audit(new Reviewer(), objects).summary();
        State state = summary.denied() > 0
                ? State.PROBLEM
                : summary.warned() > 0 ? State.WARNING : summary.unknown() > 0 ? State.UNKNOWN : State.OK;
        return new Result(
                OBJECTS, state, summary.sentence(), state == State.OK ? Optional.empty() : Optional.of("see " + FIX));
    }

    private List<PlacedObject> daemonSet() {
        return objects.stream()
                .filter(placed -> CniSettings.isAwsNode(ObjectId.of(placed.object())))
                .toList();
    }

    private AuditReport audit(Reviewer reviewer, List<PlacedObject> some) {
        AuditReport report = new ClusterAudit(reviewer, world).of(some);
        report.throwFirstFailure();
        return report;
    }
}
