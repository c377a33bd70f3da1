package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportedResult;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests which findings get an Event. */
class KnownFindingsTest {

    private static final ReportEntry DENIED = FoundObject.node(1, Action.DENY, "no ENIConfig us-west-2a");

    private final KnownFindings known = new KnownFindings();

    private List<ReportEntry> announced(ReportEntry... entries) {
        return announced(Optional.empty(), entries);
    }

    private List<ReportEntry> announced(Optional<String> trouble, ReportEntry... entries) {
        List<ReportEntry> fresh = fresh(new AuditedKind(List.of(entries), 0, Set.of(), trouble));
        fresh.forEach(known::announced);
        return fresh;
    }

    private List<ReportEntry> fresh(AuditedKind nodes) {
        return known.fresh(Map.of(ReviewedKind.NODE, nodes));
    }

    @Test
    void aFindingIsAnnouncedWhenItAppearsAndNotWhenItStays() {
        assertEquals(List.of(DENIED), announced(DENIED));
        assertEquals(List.of(), announced(DENIED));
        assertEquals(List.of(), announced());
        assertEquals(List.of(DENIED), announced(DENIED));
    }

    @Test
    void denialsComeFirst() {
        ReportEntry warned = FoundObject.node(2, Action.WARN, "w");
        assertEquals(List.of(DENIED, warned), announced(warned, DENIED));
    }

    @Test
    void aFindingIsAnnouncedWhenItChanges() {
        announced(DENIED);
        ReportEntry other = FoundObject.node(1, Action.DENY, "no ENIConfig us-west-2b");
        assertEquals(List.of(other), announced(other));
        ReportEntry milder = FoundObject.node(1, Action.WARN, "no ENIConfig us-west-2b");
        assertEquals(List.of(milder), announced(milder));
    }

    @Test
    void aCountThatChangesIsNoChange() {
        announced(FoundObject.node(1, Action.WARN, "subnet-0a has 41 free addresses (EC2, 20 s ago)"));
        assertEquals(
                List.of(),
                announced(FoundObject.node(1, Action.WARN, "subnet-0a has 40 free addresses (EC2, 3 min ago)")));
        assertEquals(
                1,
                announced(FoundObject.node(1, Action.WARN, "subnet-0b has 40 free addresses (EC2, 3 min ago)"))
                        .size());
    }

    @Test
    void aNewLeaderAnnouncesNothingThatTheReportsContain() {
        known.learn(List.of(new ReportedResult(DENIED.toTree(FoundObject.NOW))));
        assertEquals(List.of(), announced(DENIED));
    }

    @Test
    void unknownsExemptionsAndAuditFindingsAreNotAnnounced() {
        assertEquals(
                List.of(),
                announced(FoundObject.unknown(1), FoundObject.exempted(2), FoundObject.node(3, Action.AUDIT, "m")));
    }

    @Test
    void aFindingIsNotNewAfterItWasUnknown() {
        announced(DENIED);
        announced(FoundObject.unknown(1));
        assertEquals(List.of(), announced(DENIED));
    }

    @Test
    void aFindingIsNotNewAfterItsKindCouldNotBeListed() {
        announced(DENIED);
        announced(Optional.of("forbidden"));
        assertEquals(List.of(), announced(DENIED));
    }

    @Test
    void aFindingIsNotNewAfterItsObjectCouldNotBeJudged() {
        announced(DENIED);
        fresh(new AuditedKind(List.of(), 0, Set.of(DENIED.uid()), Optional.empty()));
        assertEquals(List.of(), announced(DENIED));
    }

    @Test
    void aFindingStaysFreshUntilItIsAnnounced() {
        AuditedKind nodes = new AuditedKind(List.of(DENIED), 0, Set.of(), Optional.empty());
        fresh(nodes);
        assertEquals(List.of(DENIED), fresh(nodes));
    }

    @Test
    void theReasonIsTheRuleInCamelCase() {
        assertEquals(
                List.of("SubnetZone", "MaxPods", "MyRule2"),
                Stream.of("subnet-zone", "max-pods", "my_rule-2")
                        .map(FindingEvents::reason)
                        .toList());
    }
}
