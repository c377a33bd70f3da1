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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests reports that are missing or unreadable, and reports about objects that could not be judged. */
class ReportPublisherTest {

    private static final Published NONE = new Published(Access.NONE, List.of(), Optional.empty(), Optional.empty());

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
                new Published(
                        Access.NONE,
                        List.of(),
                        Optional.of("the cluster has no resource for reports"),
                        Optional.empty()),
                publish(publisher(Reports.OPENREPORTS)));
        assertEquals(List.of(WriteOutcome.MISSING), writes);
    }

    @Test
    void aListThatFailsMakesTheReportsUnreadable() {
        reports.setServed(ReportKind.OPENREPORTS);
        reports.setDown(true);

        assertEquals(
                new Published(Access.UNREADABLE, List.of(), Optional.of("no answer"), Optional.empty()),
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

    /** With {@code --reports none}, eniguard would never update them again. */
    @Test
    void reportsThatAreNoLongerWantedAreDeletedOnce() throws Exception {
        reports.setServed(ReportKind.WGPOLICYK8S);
        publish(publisher(Reports.AUTO));
        Tree report = reports.all().get(0);
        ReportPublisher none = publisher(Reports.NONE);

        assertEquals(NONE, publish(none));
        assertEquals(List.of(), reports.all());
        reports.create(ReportKind.WGPOLICYK8S, report);
        publish(none);
        assertEquals(List.of(report), reports.all());
    }

    @Test
    void reportsThatCouldNotBeDeletedAreDeletedLater() {
        reports.setServed(ReportKind.OPENREPORTS);
        publish(publisher(Reports.AUTO));
        ReportPublisher none = publisher(Reports.NONE);
        reports.setDown(true);
        assertEquals(Optional.of("no answer"), publish(none).trouble());

        reports.setDown(false);
        assertEquals(Optional.empty(), publish(none).trouble());
        assertEquals(List.of(), reports.all());
    }

    @Test
    void aFormerLeaderDeletesNothing() {
        reports.setServed(ReportKind.OPENREPORTS);
        publish(publisher(Reports.AUTO));
        publish(new ReportPublisher(reports, Reports.NONE, () -> false, writes::add));

        assertEquals(1, reports.all().size());
    }

    /** A proxy in front of the API server may accept less than the API server. */
    @Test
    void reportsThatAreTooLargeAreSplitAtTheNextAudit() {
        reports.setServed(ReportKind.OPENREPORTS);
        reports.setLargest(150_000);
        ReportPublisher publisher = publisher(Reports.AUTO);
        Published first = publish(publisher, FoundObject.nodes(500), Set.of());
        assertEquals(Optional.of("the API server answers 413"), first.trouble());
        assertEquals(List.of(WriteOutcome.TOO_LARGE), writes);

        for (int audit = 0; audit < 3 && !first.trouble().isEmpty(); audit++) {
            first = publish(publisher, FoundObject.nodes(500), Set.of());
        }
        assertEquals(Optional.empty(), first.trouble());
        assertEquals(
                500,
                reports.all().stream()
                        .mapToInt(report -> report.list("results").size())
                        .sum());
    }

    @Test
    void aThrottledWriteEndsThePublicationAndNamesTheWantedPause() {
        reports.setServed(ReportKind.OPENREPORTS);
        reports.setRefusal(SharedReports.refusal(429, Optional.of(Duration.ofSeconds(7))));
        ReportPublisher publisher = publisher(Reports.AUTO);
        Published refused = publish(publisher, FoundObject.nodes(1200), Set.of());

        assertEquals(Optional.of(Duration.ofSeconds(7)), refused.retryAfter());
        assertEquals(List.of(WriteOutcome.THROTTLED), writes);
        reports.setRefusal(null);
        assertEquals(
                Optional.empty(),
                publish(publisher, FoundObject.nodes(1200), Set.of()).trouble());
        assertEquals(3, reports.all().size());
    }

    @Test
    void aConflictConcernsOneReport() {
        reports.setServed(ReportKind.OPENREPORTS);
        reports.setRefusal(SharedReports.refusal(409, Optional.empty()));
        publish(publisher(Reports.AUTO), FoundObject.nodes(1200), Set.of());

        assertEquals(List.of(WriteOutcome.CONFLICT, WriteOutcome.CONFLICT, WriteOutcome.CONFLICT), writes);
    }
}
