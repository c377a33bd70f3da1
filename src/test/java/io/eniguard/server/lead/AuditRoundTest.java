package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.audit.ReportEntry;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Parameters;
import io.eniguard.review.Reviewer;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.source.kube.ClusterPages.Page;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests what follows from an audit. */
class AuditRoundTest {

    private static final World WORLD =
            new World(VpcSnapshot.nothing("ec2"), ClusterSnapshot.EMPTY, Parameters.DEFAULTS, FoundObject.NOW);
    private static final long TERM = 7;
    private static final Published WRITTEN = new Published(Access.READ, List.of(), Optional.empty(), Optional.empty());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditMetrics metrics = new AuditMetrics(registry);
    private final List<String> steps = new ArrayList<>();
    private final List<Map<ReviewedKind, AuditedKind>> published = new ArrayList<>();
    private Reviewer reviewer = new Reviewer();
    private Published reports = WRITTEN;
    private boolean failsOnSecondPage;
    private boolean failsOnNodes;
    private boolean leads = true;
    private boolean leadsUntilReports;
    private long recordedAtReports;

    /** Two pages with one ENIConfig each, and no other objects. */
    private Page read(ReviewedKind kind, Optional<String> token) throws IOException {
        if (failsOnNodes && kind == ReviewedKind.NODE) {
            throw new IOException("nodes are forbidden");
        }
        if (kind != ReviewedKind.ENI_CONFIG) {
            return new Page(List.of(), Optional.empty());
        }
        String name = token.orElse("first");
        if (failsOnSecondPage && token.isPresent()) {
            throw new IOException("the second page is missing");
        }
        steps.add(name);
        return new Page(List.of(eniConfig(name)), token.isPresent() ? Optional.empty() : Optional.of("second"));
    }

    private static Tree eniConfig(String name) {
        return new Tree(Map.of(
                "apiVersion",
                "crd.k8s.amazonaws.com/v1alpha1",
                "kind",
                "ENIConfig",
                "metadata",
                Map.of("name", name, "uid", "uid-" + name)));
    }

    private Published publish(Map<ReviewedKind, AuditedKind> outcome) {
        published.add(outcome);
        recordedAtReports = recorded();
        leads = !leadsUntilReports;
        return reports;
    }

    private World world() {
        steps.add("world");
        return WORLD;
    }

    private Optional<AuditState> run(AuditState last) {
        FindingEvents events = new FindingEvents((warning, now) -> {}, () -> leads, metrics, System::nanoTime);
        Optional<AuditState> next = new AuditRound(
                        reviewer,
                        (outcome, now) -> publish(outcome),
                        events,
                        metrics,
                        new LimitedLog((line, failure) -> {}))
                .run(last, this::read, this::world, () -> leads);
        next.ifPresent(state -> metrics.show(state, TERM));
        return next;
    }

    private AuditState completed(AuditState last) {
        return run(last).orElseThrow();
    }

    private long recorded() {
        return registry.get("eniguard.audit.duration").timer().count();
    }

    private double findings() {
        Collection<Gauge> gauges = registry.find("eniguard.audit.findings").gauges();
        return gauges.stream().mapToDouble(Gauge::value).sum();
    }

    private long violations() {
        return metrics.violations(TERM).orElseThrow().getOrDefault(ReportEntry.BUILT_IN, 0L);
    }

    private double lastSuccess() {
        return registry.get("eniguard.audit.last.success.timestamp.seconds")
                .gauge()
                .value();
    }

    private AuditedKind eniConfigs() {
        return published
                .get(published.size() - 1)
                .getOrDefault(ReviewedKind.ENI_CONFIG, new AuditedKind(List.of(), 0, Set.of(), Optional.empty()));
    }

    @Test
    void eachPageIsJudgedInAWorldThatIsNewerThanThePage() {
        run(AuditState.NONE);
        assertEquals(List.of("first", "world", "second", "world"), steps.subList(0, 4));
    }

    @Test
    void theDurationIsRecordedAfterTheReportsAreWritten() {
        run(AuditState.NONE);
        assertEquals(0, recordedAtReports);
        assertEquals(1, recorded());
    }

    @Test
    void anAuditThatLosesTheLeadershipIsNotDone() {
        leadsUntilReports = true;
        assertEquals(Optional.empty(), run(AuditState.NONE));
        assertEquals(1, published.size());
    }

    @Test
    void anAuditThatLosesTheLeadershipCountsNoViolations() {
        leadsUntilReports = true;
        run(AuditState.NONE);
        assertEquals(Optional.empty(), metrics.violations(TERM));
    }

    /** Another replica may have led in between, so the counts of an earlier term are stale. */
    @Test
    void violationsCountOnlyInTheTermOfTheirAudit() {
        run(AuditState.NONE);
        assertTrue(violations() > 1, "each ENIConfig has violations");
        assertEquals(Optional.empty(), metrics.violations(TERM + 1));

        metrics.show(AuditState.NONE, TERM);
        assertEquals(Optional.empty(), metrics.violations(TERM));
    }

    @Test
    void beforeTheFirstAuditThereIsNoSuccess() {
        metrics.show(AuditState.NONE, TERM);
        assertEquals(Double.NaN, lastSuccess());
    }

    @Test
    void anAuditWithListsAndReportsIsASuccess() {
        assertTrue(completed(AuditState.NONE).lastSuccess().isPresent());
        assertNotEquals(Double.NaN, lastSuccess());
    }

    @Test
    void anAuditWithoutItsReportsIsNoSuccess() {
        reports = new Published(Access.READ, List.of(), Optional.of("forbidden"), Optional.empty());
        assertEquals(Optional.empty(), completed(AuditState.NONE).lastSuccess());
        assertEquals(Double.NaN, lastSuccess());
    }

    @Test
    void anAuditWithAnIncompleteListKeepsTheTimeOfTheLastSuccess() {
        AuditState last =
                new AuditState(Map.of(), Map.of(), Optional.of(FoundObject.NOW), Map.of(), Map.of(), Duration.ZERO);
        failsOnSecondPage = true;
        AuditState next = completed(last);
        assertEquals(Optional.of(FoundObject.NOW), next.lastSuccess());
        assertEquals(Map.of("eniconfigs", "the second page is missing"), next.troubles());
    }

    @Test
    void aClusterWithoutAResourceForReportsIsARemark() {
        reports = new Published(Access.NONE, List.of(), Optional.empty(), Optional.empty());
        AuditState next = completed(AuditState.NONE);
        assertEquals(Map.of("reports", "none"), next.remarks());
        assertEquals(Map.of(), next.troubles());
        assertTrue(next.lastSuccess().isPresent());
    }

    @Test
    void aPartOfAListDoesNotReplaceTheFindingsOfTheWholeList() {
        AuditState whole = completed(AuditState.NONE);
        double before = findings();
        failsOnSecondPage = true;
        completed(whole);

        assertTrue(before > 1, "each ENIConfig has findings");
        assertEquals(before, findings());
    }

    @Test
    void aPartOfAListIsNotCountedIfThereWasNoWholeList() {
        failsOnSecondPage = true;
        completed(AuditState.NONE);
        assertEquals(0, findings());
    }

    @Test
    void aKindThatCannotBeListedStopsNoViolationsOfOtherKinds() {
        failsOnNodes = true;
        completed(AuditState.NONE);
        assertTrue(violations() > 1, "each ENIConfig has violations");
    }

    @Test
    void aKindThatCannotBeListedKeepsItsViolations() {
        AuditState whole = completed(AuditState.NONE);
        long before = violations();
        failsOnSecondPage = true;
        completed(whole);
        assertEquals(before, violations());
    }

    @Test
    void anObjectThatCouldNotBeJudgedIsKnownByItsUid() {
        reviewer = new Reviewer(about -> {
            throw new StackOverflowError();
        });
        run(AuditState.NONE);
        assertEquals(new AuditedKind(List.of(), 0, Set.of("uid-first", "uid-second"), Optional.empty()), eniConfigs());
    }
}
