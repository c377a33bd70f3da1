package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.server.settings.AuditSettings.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests reports that are missing or unreadable. */
class ReportPublisherTest {

    private static final Published NONE = new Published(Access.NONE, List.of(), Optional.empty());

    private final SharedReports reports = new SharedReports();
    private final List<WriteOutcome> writes = new ArrayList<>();

    private ReportPublisher publisher(Reports choice) {
        return new ReportPublisher(reports, choice, () -> true, writes::add);
    }

    private static Published publish(ReportPublisher publisher) {
        AuditedKind nodes = new AuditedKind(FoundObject.nodes(1), 0, 0, Optional.empty());
        return publisher.publish(Map.of(ReviewedKind.NODE, nodes), FoundObject.NOW);
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
}
