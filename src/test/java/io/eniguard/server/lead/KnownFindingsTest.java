package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Action;
import java.time.Duration;
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
    private long nanos = Long.MAX_VALUE - 5;

    private List<ReportEntry> announced(ReportEntry... entries) {
        return announced(Optional.empty(), entries);
    }

    private List<ReportEntry> announced(Optional<String> trouble, ReportEntry... entries) {
        List<ReportEntry> fresh = fresh(new AuditedKind(List.of(entries), 0, Set.of(), trouble));
        fresh.forEach(entry -> known.announced(entry, nanos));
        return fresh;
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private List<ReportEntry> fresh(AuditedKind nodes) {
        return known.fresh(Map.of(ReviewedKind.NODE, nodes), nanos);
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

    /** Numbers such as the free addresses of a subnet change from audit to audit. */
    @Test
    void aNumberThatChangesIsAnnouncedOnceAnHour() {
        ReportEntry changed = FoundObject.node(1, Action.WARN, "maxPods is 234 (EC2, 3 min ago)");
        announced(FoundObject.node(1, Action.WARN, "maxPods is 58 (EC2, 20 s ago)"));
        pass(KnownFindings.NUMBERS.minusSeconds(1));
        assertEquals(List.of(), announced(changed));
        pass(Duration.ofSeconds(1));
        assertEquals(List.of(changed), announced(changed));
        assertEquals(List.of(), announced(changed));
        assertEquals(List.of(), announced(FoundObject.node(1, Action.WARN, "maxPods is 20 (EC2, 3 min ago)")));
    }

    @Test
    void anAgeThatChangesIsNoChange() {
        announced(FoundObject.node(1, Action.WARN, "subnet-0a is full (EC2, 20 s ago)"));
        pass(KnownFindings.NUMBERS);
        assertEquals(List.of(), announced(FoundObject.node(1, Action.WARN, "subnet-0a is full (EC2, 3 min ago)")));
    }

    /** Many small changes must not use up the limit of Events. */
    @Test
    void aNewFindingComesBeforeAChangedNumber() {
        announced(FoundObject.node(1, Action.DENY, "maxPods is 58"));
        pass(KnownFindings.NUMBERS);
        ReportEntry changed = FoundObject.node(1, Action.DENY, "maxPods is 234");
        ReportEntry appeared = FoundObject.node(2, Action.WARN, "w");
        assertEquals(List.of(appeared, changed), announced(changed, appeared));
    }

    @Test
    void aChangedNameIsAnnouncedAtOnce() {
        announced(FoundObject.node(1, Action.WARN, "subnet-0a has 41 free addresses (EC2, 20 s ago)"));
        assertEquals(
                1,
                announced(FoundObject.node(1, Action.WARN, "subnet-0b has 40 free addresses (EC2, 3 min ago)"))
                        .size());
    }

    @Test
    void aPolicyThatLeavesTheActionRepeatsNoEvent() {
        announced(DENIED);
        assertEquals(List.of(), announced(FoundObject.ofPolicy(1, Action.DENY, "no ENIConfig us-west-2a")));
    }

    @Test
    void aFindingIsAnnouncedAfterTheEndOfItsExemption() {
        ReportEntry denied = FoundObject.node(1, Action.DENY, "no ENIConfig");
        assertEquals(List.of(), announced(FoundObject.exempted(1)));
        assertEquals(List.of(denied), announced(denied));
    }

    @Test
    void aNewLeaderAnnouncesNothingThatTheReportsContain() {
        known.learn(List.of(DENIED.digest()), nanos);
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
    void aFindingIsNotNewAfterAnUnknownForSeveralRules() {
        ReportEntry ofOtherRule = FoundObject.node(1, "max-pods", Action.WARN, "maxPods is 58");
        announced(ofOtherRule);
        announced(FoundObject.unknown(1, "max-pods"));
        assertEquals(List.of(), announced(ofOtherRule));
    }

    /** Such as a node for which one fact is missing all the time. */
    @Test
    void aFindingThatReturnsIsAnnouncedWhileAnotherRuleIsUnknown() {
        ReportEntry unknown = FoundObject.unknown(1);
        ReportEntry ofOtherRule = FoundObject.node(1, "max-pods", Action.WARN, "maxPods is 58");
        assertEquals(List.of(ofOtherRule), announced(unknown, ofOtherRule));
        announced(unknown);
        assertEquals(List.of(ofOtherRule), announced(unknown, ofOtherRule));
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
