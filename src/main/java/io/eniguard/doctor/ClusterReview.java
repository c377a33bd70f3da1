package io.eniguard.doctor;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Exempted;
import io.eniguard.policy.Point;
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

/** An audit of all objects of a cluster, with two results. The command {@code check} lists the individual findings. */
final class ClusterReview {

    static final String ZONES = "zones";
    static final String OBJECTS = "objects";

    private static final String ZONE_COVERAGE = "zone-coverage";
    private static final String REPORT_BUG = "report it with the output of the same command under ENIGUARD_DEBUG=1";

    /** A placeholder, because objects from an API server have no file and line. */
    private static final Place PLACE = new Place("kube", 1);

    private final World world;
    private final String check;
    private final AuditReport ofDaemonSet;
    private final AuditReport ofAll;

    /** @param check the command that lists the findings */
    ClusterReview(List<Tree> objects, World world, String check) {
        this(objects, world, check, new Reviewer().at(Point.AUDIT));
    }

    ClusterReview(List<Tree> objects, World world, String check, Reviewer reviewer) {
        List<PlacedObject> placed =
                objects.stream().map(object -> new PlacedObject(object, PLACE)).toList();
        this.world = world;
        this.check = check;
        ofDaemonSet = new ClusterAudit(new Reviewer(about -> about.id().equals(ZONE_COVERAGE)).at(Point.AUDIT), world)
                .ofExisting(placed.stream()
                        .filter(one -> CniSettings.isAwsNode(ObjectId.of(one.object())))
                        .toList());
        ofAll = new ClusterAudit(reviewer, world).ofExisting(placed);
    }

    /** Returns the audits on which the results are based. */
    List<AuditReport> audits() {
        return List.of(ofDaemonSet, ofAll);
    }

    /** Returns the result about the zones: whether each zone with nodes has an ENIConfig, according to the rule {@code zone-coverage}. */
    Result zones() {
        // The custom rules of policies also judge the DaemonSet.
        List<Judged> findings = ofDaemonSet.results().stream()
                .flatMap(audited -> audited.verdict().findings().stream())
                .filter(judged -> judged.rule().equals(ZONE_COVERAGE))
                .toList();
        Optional<Judged> uncovered = findings.stream()
                .filter(judged -> judged.consequence().exempted().isEmpty())
                .findFirst();
        if (uncovered.isPresent()) {
            return Result.warning(
                    ZONES,
                    uncovered.get().finding().message(),
                    uncovered.get().finding().fix());
        } else if (!ofDaemonSet.failures().isEmpty()) {
            return Result.unknown(ZONES, "the rule zone-coverage failed, which is a bug in eniguard", REPORT_BUG);
        } else if (world.cluster().cni().filter(CniSettings::customNetworking).isEmpty()) {
            return Result.unknown(
                    ZONES, "not examined while custom networking is off", "see the line \"custom networking\"");
        } else if (!findings.isEmpty()) {
            return exempted(findings.get(0));
        }
        List<ClusterNode> nodes =
                world.cluster().nodes().stream().filter(ClusterNode::isGoverned).toList();
        TreeSet<String> zones = new TreeSet<>();
        nodes.forEach(node -> zones.add(world.complete(node.zone()).toString()));
        return Result.ok(
                ZONES,
                nodes.isEmpty()
                        ? "no nodes that use ENIConfigs"
                        : "each zone with nodes has an ENIConfig: %s (%s)"
                                .formatted(NameList.of(zones), Count.of(nodes.size(), "node")));
    }

    private static Result exempted(Judged uncovered) {
        Exempted exempted = uncovered.consequence().exempted().orElseThrow();
        return Result.ok(
                ZONES,
                "%s; exempted by the policy %s until %s"
                        .formatted(
                                uncovered.finding().message(),
                                exempted.policy(),
                                exempted.until().text()));
    }

    /** Returns the result about the objects, with the counts of {@code check}. An unknown finding that warns counts as a warning. */
    Result objects() {
        AuditSummary summary = ofAll.summary();
        String fix = "see " + check;
        if (summary.denied() > 0) {
            return Result.problem(OBJECTS, summary.sentence(), fix);
        } else if (!ofAll.failures().isEmpty()) {
            return Result.unknown(
                    OBJECTS,
                    "%s; rules failed on %s, which is a bug in eniguard"
                            .formatted(
                                    summary.sentence(),
                                    Count.of(ofAll.failures().size(), "more object")),
                    REPORT_BUG);
        } else if (summary.warned() > 0) {
            return Result.warning(OBJECTS, summary.sentence(), fix);
        }
        return summary.unknown() > 0
                ? Result.unknown(OBJECTS, summary.sentence(), fix)
                : Result.ok(OBJECTS, summary.sentence());
    }
}
