package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Action;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.tree.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a finding as a result of a report. */
class ReportEntryTest {

    private static Tree tree(ReportEntry entry) {
        return entry.toTree(FoundObject.NOW);
    }

    @ParameterizedTest
    @CsvSource({"DENY, fail, high, true", "WARN, warn, medium, false", "AUDIT, warn, low, false"})
    void theActionDeterminesResultAndSeverity(Action action, String result, String severity, boolean scored) {
        Tree tree = tree(FoundObject.node(1, action, "no ENIConfig"));

        assertEquals(result, tree.text("result").orElseThrow());
        assertEquals(severity, tree.text("severity").orElseThrow());
        assertEquals(scored, tree.flag("scored").orElseThrow());
        assertEquals("built-in", tree.text("policy").orElseThrow());
        assertEquals("node-resolves", tree.text("rule").orElseThrow());
        assertEquals("eniguard", tree.text("source").orElseThrow());
    }

    @Test
    void anUnknownIsAnError() {
        assertEquals("error", tree(FoundObject.unknown(1)).text("result").orElseThrow());
        assertEquals("info", tree(FoundObject.unknown(1)).text("severity").orElseThrow());
    }

    @Test
    void anExemptedFindingIsSkippedAndNamesTheEnd() {
        Tree tree = tree(FoundObject.exempted(1));

        assertEquals("skip", tree.text("result").orElseThrow());
        assertEquals("canary", tree.text("policy").orElseThrow());
        assertEquals("2026-06-01", tree.text("properties", "until").orElseThrow());
    }

    /** A renamed property breaks the dashboards that read it. */
    @Test
    void customPropertiesAreNotLostInAnUpgrade() {
        assertEquals(
                List.of("resultID", "action", "field", "fix"),
                List.copyOf(tree(FoundObject.node(1, Action.DENY, "m"))
                        .at("properties")
                        .keys()));
        assertEquals(
                List.of("resultID", "action", "field", "fix", "until"),
                List.copyOf(tree(FoundObject.exempted(1)).at("properties").keys()));
    }

    /** The audit reviews only kinds that the webhook reviews too, and each result names the action that enforces it. */
    @Test
    void noReportIsAboutAKindThatTheWebhookNeverSees() {
        assertTrue(List.of(ReviewedKind.values()).containsAll(ClusterPages.KINDS));
        assertTrue(ClusterPages.KINDS.stream()
                .allMatch(kind -> kind.operations().containsAll(List.of("CREATE", "UPDATE"))));
        assertEquals(
                "deny",
                tree(FoundObject.node(1, Action.DENY, "m"))
                        .text("properties", "action")
                        .orElseThrow());
    }

    @Test
    void theResultIdStaysWhileTheMessageChanges() {
        String id = FoundObject.node(1, Action.DENY, "one").resultId();

        assertEquals(id, FoundObject.node(1, Action.WARN, "other").resultId());
        assertNotEquals(id, FoundObject.node(2, Action.DENY, "one").resultId());
    }

    @Test
    void theResultIdStaysWhileThePolicyChanges() {
        String id = FoundObject.node(1, Action.DENY, "one").resultId();

        assertEquals(id, FoundObject.ofPolicy(1, Action.DENY, "one").resultId());
        assertEquals(id, FoundObject.exempted(1).resultId());
    }

    @Test
    void theReferenceNamesTheObject() {
        assertEquals(
                "{apiVersion=v1, kind=Node, name=ip-10-0-1.us-west-2.compute.internal,"
                        + " uid=00000000-0000-4000-8000-000000000001}",
                FoundObject.node(1, Action.DENY, "m").reference().toString());
    }
}
