package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportPlan;
import io.eniguard.audit.ReportShard;
import io.eniguard.audit.ResultDigest;
import io.eniguard.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests the distribution of results over report objects. */
class ReportPlanTest {

    private static final int SIZE = 900;

    private static List<ReportShard> plan(List<ReportShard> old, List<ReportEntry> entries, long passing) {
        return plan(old, entries, passing, SIZE);
    }

    private static List<ReportShard> plan(List<ReportShard> old, List<ReportEntry> entries, long passing, int size) {
        return plan(old, entries, Set.of(), passing, size, 60);
    }

    private static List<ReportShard> plan(
            List<ReportShard> old,
            List<ReportEntry> entries,
            Set<String> unjudged,
            long passing,
            int size,
            int seconds) {
        return ReportPlan.of(
                "eniguard-nodes",
                old,
                entries.stream().map(entry -> sized(entry.digest(), size)).toList(),
                unjudged,
                passing,
                FoundObject.NOW.plusSeconds(seconds),
                ReportPlan.MOST_BYTES);
    }

    private static ResultDigest sized(ResultDigest result, int bytes) {
        return new ResultDigest(
                result.id(),
                result.uid(),
                result.kind(),
                result.rule(),
                result.result(),
                result.since(),
                bytes,
                result.content(),
                result.message(),
                result.statement());
    }

    private static List<String> changed(List<ReportShard> before, List<ReportShard> after) {
        return after.stream()
                .filter(shard -> !before.contains(shard))
                .map(ReportShard::name)
                .toList();
    }

    @Test
    void fiveThousandFindingsAreTenObjects() {
        List<ReportShard> shards = plan(List.of(), FoundObject.nodes(5000), 0);

        assertEquals(10, shards.size());
        assertEquals("eniguard-nodes", shards.get(0).name());
        assertEquals("eniguard-nodes-9", shards.get(9).name());
        assertTrue(shards.stream().allMatch(shard -> shard.results().size() == 500));
    }

    @Test
    void largeResultsNeedMoreObjects() {
        List<ReportShard> shards = plan(List.of(), FoundObject.nodes(500), 0, 4000);

        assertEquals(4, shards.size());
        assertTrue(shards.get(0).results().size() * 4000 < ReportPlan.MOST_BYTES);
    }

    @Test
    void oneChangedFindingChangesOneObjectThoughLargeResultsNeedMoreObjects() {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(500));
        List<ReportShard> before = plan(List.of(), entries, 7, 4000);
        entries.remove(0);

        assertEquals(List.of("eniguard-nodes"), changed(before, plan(before, entries, 7, 4000)));
    }

    @Test
    void oneChangedFindingChangesOneObject() {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(5000));
        List<ReportShard> before = plan(List.of(), entries, 7);
        entries.set(1700, FoundObject.node(1700, Action.DENY, "something else"));

        assertEquals(List.of("eniguard-nodes-3"), changed(before, plan(before, entries, 7)));
    }

    @Test
    void aFindingThatDisappearsChangesOneObjectThoughItsObjectPassesNow() {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(5000));
        List<ReportShard> before = plan(List.of(), entries, 7);
        entries.remove(1700);
        List<ReportShard> after = plan(before, entries, 8);

        assertEquals(List.of("eniguard-nodes-3"), changed(before, after));
        assertEquals(8, after.stream().mapToLong(ReportShard::passing).sum());
    }

    @Test
    void aNewFindingFillsAGap() {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(1501));
        List<ReportShard> before = plan(List.of(), entries.subList(0, 1500), 0);
        List<ReportEntry> fewer = new ArrayList<>(entries.subList(0, 1500));
        fewer.remove(10);
        before = plan(before, fewer, 0);
        fewer.add(entries.get(1500));

        assertEquals(List.of("eniguard-nodes"), changed(before, plan(before, fewer, 0)));
    }

    @Test
    void theOrderOfTheFindingsDoesNotMatter() {
        List<ReportEntry> entries = new ArrayList<>(FoundObject.nodes(1200));
        List<ReportShard> before = plan(List.of(), entries, 3);
        java.util.Collections.reverse(entries);

        assertEquals(before, plan(before, entries, 3));
    }

    @Test
    void reportsThatAreMostlyEmptyAreDistributedAnew() {
        List<ReportEntry> entries = FoundObject.nodes(5000);
        List<ReportShard> before = plan(List.of(), entries, 0);
        List<ReportEntry> few = new ArrayList<>();
        for (int number = 0; number < 5000; number += 100) {
            few.add(entries.get(number));
        }
        List<ReportShard> after = plan(before, few, 4950);

        assertEquals(1, after.size());
        assertEquals(50, after.get(0).results().size());
        assertEquals(4950, after.get(0).passing());
    }

    @Test
    void theLastResultMovesToTheFirstObject() {
        List<ReportEntry> entries = FoundObject.nodes(501);
        List<ReportShard> before = plan(List.of(), entries, 0);
        List<ReportShard> after = plan(before, entries.subList(500, 501), 500);

        assertEquals(
                List.of("eniguard-nodes"), after.stream().map(ReportShard::name).toList());
        assertEquals(1, after.get(0).results().size());
        assertEquals(500, after.get(0).passing());
    }

    @Test
    void anObjectThatCouldNotBeJudgedKeepsItsResult() {
        List<ReportEntry> entries = FoundObject.nodes(501);
        List<ReportShard> before = plan(List.of(), entries, 0);
        Set<String> unjudged = Set.of(entries.get(3).uid());
        List<ReportEntry> others = new ArrayList<>(entries);
        others.remove(3);
        List<ReportShard> after = plan(before, others, unjudged, 0, SIZE, 60);

        assertEquals(before, after);
    }

    @Test
    void aResultKeepsItsTimestampWhileOnlyTheAgeOfItsFactsChanges() {
        List<ReportShard> before =
                plan(List.of(), List.of(FoundObject.node(1, Action.DENY, "not among the subnets (EC2, 20 s ago)")), 0);
        List<ReportShard> later = plan(
                before,
                List.of(FoundObject.node(1, Action.DENY, "not among the subnets (EC2, 9 min ago)")),
                Set.of(),
                0,
                SIZE,
                900);
        assertEquals(before, later);

        List<ReportShard> changed = plan(
                before,
                List.of(FoundObject.node(1, Action.WARN, "not among the subnets (EC2, 20 s ago)")),
                Set.of(),
                0,
                SIZE,
                900);
        assertNotEquals(before, changed);
    }

    @Test
    void aClusterWithoutFindingsGetsOneEmptyReport() {
        assertEquals(List.of(new ReportShard("eniguard-nodes", List.of(), 12)), plan(List.of(), List.of(), 12));
    }

    @Test
    void theSummaryCountsEachResult() {
        List<ReportEntry> entries = List.of(
                FoundObject.node(1, Action.DENY, "m"),
                FoundObject.node(2, Action.WARN, "m"),
                FoundObject.node(3, Action.AUDIT, "m"),
                FoundObject.exempted(4),
                FoundObject.unknown(5));

        assertEquals(
                "{pass=6, fail=1, warn=2, error=1, skip=1}",
                plan(List.of(), entries, 6).get(0).summary().toString());
    }
}
