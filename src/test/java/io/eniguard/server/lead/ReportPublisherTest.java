package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests reports that are missing or unreadable, and reports about objects that could not be judged. */
class ReportPublisherTest {

    private static final Published NONE = new Published(Access.NONE, List.of(), Optional.empty());

    private final SharedReports reports = new SharedReports();
    private final List<WriteOutcome> writes = new ArrayList<>();

    private ReportPublisher publisher(Reports choice) {
        return new ReportPublisher(reports, choice, () -> true, writes::add);
    }

    private static Published publish(ReportPublisher publisher, List<ReportEntry> nodes, Set<String> unjudged) {
        return publisher.publish(
                Map.of(ReviewedKind.NODE, new AuditedKind(nodes, 0, unjudged, Optional.empty())), FoundObject.NOW);
    }

    private static Published publish(ReportPublisher publisher) {
        return publish(publisher, FoundObject.nodes(1), Set.of());
    }

    @Test
    void aClusterWithoutAResourceForReportsIsNoTroubleAndCountsOnce() {
        ReportPublisher publisher = publisher(Reports.AUTO);

        assertEquals(NONE, publish(publisher));
        assertEquals(NONE, publish(publisher));
        assertEquals(List.of(WriteOutcome.MISSING), writes);
    }

    @Test
    void aChosenResourceThatIsMissingIsATrouble() {
        reports.setServed(ReportKind.WGPOLICYK8S);

        assertEquals(
                new Published(Access.NONE, List.of(), Optional.of("the cluster has no resource for reports")),
                publish(publisher(Reports.OPENREPORTS)));
        assertEquals(List.of(WriteOutcome.MISSING), writes);
    }

    @Test
    void aListThatFailsMakesTheReportsUnreadable() {
        reports.setServed(ReportKind.OPENREPORTS);
        reports.setDown(true);

        assertEquals(
                new Published(Access.UNREADABLE, List.of(), Optional.of("no answer")),
                publish(publisher(Reports.AUTO)));
    }

    @Test
    void anObjectThatCouldNotBeJudgedKeepsItsResults() {
        reports.setServed(ReportKind.OPENREPORTS);
        List<ReportEntry> nodes = FoundObject.nodes(2);
        publish(publisher(Reports.AUTO), nodes, Set.of());
        List<Tree> before = reports.all();

        publish(
                publisher(Reports.AUTO),
                List.of(),
                Set.of(nodes.get(0).uid(), nodes.get(1).uid()));

        assertEquals(before, reports.all());
    }

    @Test
    void anObjectThatCouldNeverBeJudgedLeavesNoEmptyReport() {
        reports.setServed(ReportKind.OPENREPORTS);
        publish(publisher(Reports.AUTO), List.of(), Set.of("uid"));

        assertEquals(List.of(), reports.all());
    }
}
