package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ResultDigest;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.tree.Tree;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests Events that the API server refuses, and Events beyond the limit. */
class FindingEventsTest {

    private static final Published NO_REPORTS =
            new Published(Access.NONE, List.of(), Optional.empty(), Optional.empty());
    private static final Published UNREADABLE =
            new Published(Access.UNREADABLE, List.of(), Optional.of("no answer"), Optional.empty());
    private static final Published EMPTY = new Published(Access.READ, List.of(), Optional.empty(), Optional.empty());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, IOException> failing = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FindingEvents events =
            new FindingEvents((warning, now) -> send(warning), () -> true, new AuditMetrics(registry), nanos::get);

    private void send(EventRequests.Warning warning) throws IOException {
        String node = nodeOf(warning.regarding());
        IOException failure = failing.get(node);
        if (failure != null) {
            throw failure;
        }
        sent.add(node);
    }

    private static String nodeOf(Map<String, String> reference) {
        return reference.getOrDefault("name", "").replaceAll("ip-10-0-(\\d+)\\..*", "$1");
    }

    private void fail(int node, IOException failure) {
        failing.put("" + node, failure);
    }

    private static IOException refusal(int status) {
        return RefusedRequestException.of(new KubeApi.Answer(status, Tree.EMPTY, Optional.empty(), Optional.empty()));
    }

    private Optional<String> announce(List<ReportEntry> nodes, Published reports) {
        return events.announce(
                Map.of(ReviewedKind.NODE, new AuditedKind(nodes, 0, Set.of(), Optional.empty())), reports);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private double count(String outcome) {
        return registry.get("eniguard.audit.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void aRefusedEventStopsNoOtherEvent() {
        fail(1, refusal(403));

        assertEquals(Optional.of("the API server answers 403"), announce(FoundObject.nodes(4), EMPTY));
        assertEquals(List.of("0", "2", "3"), sent);
        assertEquals(1, count("failed"));
        assertEquals(3, count("sent"));
    }

    @Test
    void aRefusedEventIsCreatedAfterTheNextAudit() {
        fail(1, refusal(500));
        announce(FoundObject.nodes(4), EMPTY);
        sent.clear();
        failing.clear();

        assertEquals(Optional.empty(), announce(FoundObject.nodes(4), EMPTY));
        assertEquals(List.of("1"), sent);
    }

    @Test
    void aThrottledEventStopsTheOthersUntilTheNextAudit() {
        fail(1, refusal(429));
        assertEquals(Optional.of("the API server answers 429"), announce(FoundObject.nodes(4), EMPTY));
        assertEquals(List.of("0"), sent);

        failing.clear();
        announce(FoundObject.nodes(4), EMPTY);
        assertEquals(numbers(0, 4), sent);
    }

    @Test
    void noAnswerStopsTheOthersUntilTheNextAudit() {
        fail(1, new IOException("no answer"));
        assertEquals(Optional.of("no answer"), announce(FoundObject.nodes(4), EMPTY));
        assertEquals(List.of("0"), sent);

        failing.clear();
        announce(FoundObject.nodes(4), EMPTY);
        assertEquals(numbers(0, 4), sent);
    }

    @Test
    void findingsBeyondTheLimitStayFresh() {
        announce(FoundObject.nodes(30), EMPTY);
        assertEquals(numbers(0, 25), sent);
        assertEquals(5, count("dropped"));

        announce(FoundObject.nodes(30), EMPTY);
        assertEquals(numbers(0, 25), sent);
        assertEquals(10, count("dropped"));
    }

    @Test
    void withoutReportsTheFirstAuditAnnouncesNothing() {
        announce(FoundObject.nodes(2), NO_REPORTS);
        announce(FoundObject.nodes(3), NO_REPORTS);
        assertEquals(List.of("2"), sent);
    }

    @Test
    void findingsAreNotLearnedWhileTheReportsCannotBeRead() {
        List<ReportEntry> nodes = FoundObject.nodes(2);
        announce(nodes, UNREADABLE);
        assertEquals(List.of(), sent);

        ResultDigest known = nodes.get(0).digest();
        announce(nodes, new Published(Access.READ, List.of(known), Optional.empty(), Optional.empty()));
        assertEquals(List.of("1"), sent);
    }
}
