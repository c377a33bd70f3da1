package io.eniguard.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Judged;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterAuditTest {

    private static final World WORLD = new World(
            VpcSnapshot.nothing("nothing"),
            ClusterSnapshot.EMPTY,
            Parameters.DEFAULTS,
            Instant.parse("2026-01-01T00:00:00Z"));

    private static final PlacedObject ENI_CONFIG = object("crd.k8s.amazonaws.com/v1alpha1", "ENIConfig", 1);
    private static final PlacedObject NODE = object("v1", "Node", 7);
    private static final PlacedObject SERVICE = object("v1", "Service", 9);

    @Test
    void resultsKeepTheOrderInWhichObjectsWereGiven() {
        AuditReport report = new ClusterAudit(new Reviewer(), WORLD).ofNew(List.of(NODE, SERVICE, ENI_CONFIG));
        assertEquals(List.of(7, 1), lines(report));
        assertEquals(
                List.of("Service/x"),
                report.skipped().stream().map(skipped -> skipped.id().shown()).toList());
        assertDoesNotThrow(report::throwFirstBug);
    }

    /** The node has only unknowns, and the ENIConfig without a spec is denied. */
    @Test
    void anObjectWithOnlyUnknownsCountsAsWarned() {
        AuditReport report = new ClusterAudit(new Reviewer(), WORLD).ofNew(List.of(NODE, ENI_CONFIG, SERVICE));
        assertEquals(new AuditSummary(2, 1, 1, 1, 1, 0, 0), report.summary());
        assertEquals(
                "2 objects reviewed: 1 denied, 1 with warnings, 1 with something unknown",
                report.summary().sentence());
    }

    @Test
    void aRuleThatFailsOnOneObjectLeavesTheVerdictsOnOthers() {
        // The predicate is the only place where a test can make a rule fail.
        Reviewer broken = new Reviewer(about -> {
            if (about.id().startsWith("eniconfig-")) {
                throw new IllegalStateException("broken rule");
            }
            return true;
        });
        AuditReport report = new ClusterAudit(broken, WORLD).ofNew(List.of(ENI_CONFIG, NODE));
        assertEquals(List.of(7), lines(report));
        String message =
                assertThrows(IllegalStateException.class, report::throwFirstBug).getMessage();
        assertTrue(String.valueOf(message).startsWith("a.yaml:1: ENIConfig/x could not be judged"), message);
    }

    @Test
    void noticesStayInTheVerdictWhileSomeObjectsAreUnknown() {
        World world = new World(
                VpcSnapshot.nothing("nothing"),
                ClusterSnapshot.builder().cni(CniSettings.from(Tree.EMPTY)).build(),
                Parameters.DEFAULTS,
                WORLD.now());
        PlacedObject kubelet = new PlacedObject(
                new Tree(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "x", "labels", Map.of("node.kubernetes.io/instance-type", "m5.large")),
                        "data",
                        Map.of("kubelet", "{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration}"))),
                new Place("a.yaml", 1));
        Verdict verdict = new ClusterAudit(new Reviewer(), world, Set.of(ReviewedKind.ENI_CONFIG))
                .ofNew(List.of(kubelet))
                .results()
                .get(0)
                .verdict();
        assertFalse(verdict.patch().isEmpty());
        assertEquals(1, verdict.notices().size());
    }

    /** A running node without the label, while custom networking is on and an ENIConfig serves its zone. */
    @Test
    void existingObjectsGetNoPatch() {
        PlacedObject node = new PlacedObject(
                new Tree(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Node",
                        "metadata",
                        Map.of("name", "x", "labels", Map.of("topology.kubernetes.io/zone", "us-west-2a")))),
                new Place("a.yaml", 1));
        World world = new World(
                VpcSnapshot.nothing("nothing"),
                ClusterSnapshot.builder()
                        .cni(new CniSettings(Map.of(CniVariables.CUSTOM_NETWORKING, "true"), false))
                        .addAll(List.of(
                                node.object(),
                                new Tree(Map.of(
                                        "apiVersion",
                                        "crd.k8s.amazonaws.com/v1alpha1",
                                        "kind",
                                        "ENIConfig",
                                        "metadata",
                                        Map.of("name", "us-west-2a"),
                                        "spec",
                                        Map.of("subnet", "subnet-0a1b2c3d4e5f60718")))))
                        .build(),
                Parameters.DEFAULTS,
                WORLD.now());
        ClusterAudit audit = new ClusterAudit(new Reviewer(), world);
        Verdict created = audit.ofNew(List.of(node)).results().get(0).verdict();
        assertFalse(created.patch().isEmpty());
        assertFalse(rules(created).contains("node-eniconfig"));
        Verdict existing = audit.ofExisting(List.of(node)).results().get(0).verdict();
        assertTrue(existing.patch().isEmpty());
        assertEquals(List.of("node-eniconfig"), rules(existing));
    }

    @Test
    void aRuleThatCannotBeLinkedLeavesTheVerdictsOnOthers() {
        Reviewer broken = new Reviewer(about -> {
            if (about.id().startsWith("eniconfig-")) {
                throw new NoClassDefFoundError("broken rule");
            }
            return true;
        });
        AuditReport report = new ClusterAudit(broken, WORLD).ofNew(List.of(ENI_CONFIG, NODE));
        assertEquals(List.of(7), lines(report));
        assertThrows(IllegalStateException.class, report::throwFirstBug);
    }

    /** The command line reports a lack of memory with the limit. */
    @Test
    void aLackOfMemoryIsNotAboutOneObject() {
        Reviewer large = new Reviewer(about -> {
            throw new OutOfMemoryError();
        });
        ClusterAudit audit = new ClusterAudit(large, WORLD);
        assertThrows(OutOfMemoryError.class, () -> audit.ofNew(List.of(NODE)));
    }

    @Test
    void anObjectThatIsNestedTooDeeplyIsNoBug() {
        Reviewer deep = new Reviewer(about -> {
            throw new StackOverflowError();
        });
        AuditReport report = new ClusterAudit(deep, WORLD).ofNew(List.of(NODE));
        assertEquals(
                List.of(true),
                report.failures().stream().map(AuditFailure::isTooDeep).toList());
        assertDoesNotThrow(report::throwFirstBug);
    }

    private static List<String> rules(Verdict verdict) {
        return verdict.findings().stream().map(Judged::rule).toList();
    }

    private static List<Integer> lines(AuditReport report) {
        return report.results().stream()
                .map(AuditedObject::place)
                .map(Place::line)
                .toList();
    }

    private static PlacedObject object(String apiVersion, String kind, int line) {
        return new PlacedObject(
                new Tree(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", "x"))),
                new Place("a.yaml", line));
    }
}
