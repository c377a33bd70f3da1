package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cel.CelConditions;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when the status of policies is written and when Events are created. The API server is a map. */
class PolicyStatusesTest {

    private static final String RIGHT = "subnet-cidr";
    private static final String WRONG = "subnet-cidrs";

    private final Map<String, Tree> statuses = new HashMap<>();
    private final Map<String, IOException> failing = new HashMap<>();
    private Optional<IOException> failingEvents = Optional.empty();
    private final List<String> writes = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private boolean isLeader = true;
    private boolean losesLeadershipDuringEvent;
    private PolicyStatuses lead = leader();

    private PolicyStatuses leader() {
        return new PolicyStatuses(
                this::write, (warning, now) -> createEvent(warning), () -> isLeader, outcomes::add, nanos::get);
    }

    private void createEvent(EventRequests.Warning warning) throws IOException {
        if (failingEvents.isPresent()) {
            throw failingEvents.get();
        }
        events.add(warning.regarding().get("name") + " " + warning.reason());
        isLeader = !losesLeadershipDuringEvent;
    }

    private void write(Tree policy, Tree status) throws IOException {
        String name = policy.text("metadata", "name").orElseThrow();
        IOException failure = failing.get(name);
        if (failure != null) {
            throw failure;
        }
        writes.add(name);
        statuses.put(name, status);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static IOException refusal(int status) {
        return RefusedRequestException.of(new KubeApi.Answer(status, Tree.EMPTY, Optional.empty(), Optional.empty()));
    }

    /** Returns policies as the watch reports them. */
    private StoredPolicies stored(Map<String, String> ruleByName, String version) {
        List<Tree> documents = new ArrayList<>();
        ruleByName.forEach((name, rule) -> documents.add(new Tree(Map.of(
                "apiVersion",
                "eniguard.io/v1alpha1",
                "kind",
                "CustomNetworkingPolicy",
                "metadata",
                Map.of("name", name, "uid", "uid-" + name, "generation", 1L, "resourceVersion", version),
                "spec",
                Map.of("rules", List.of(Map.of("id", rule))),
                "status",
                statuses.getOrDefault(name, Tree.EMPTY).fields()))));
        return StoredPolicies.NONE.next(
                documents,
                Policies.NONE,
                new PolicyReader(CatalogueKinds.ofRules(), new CelConditions()),
                FoundObject.NOW);
    }

    private Optional<String> update(Map<String, String> ruleByName, String version) {
        return lead.update(stored(ruleByName, version), Optional.of(Map.of("a", 2L)));
    }

    @Test
    void eachStatusIsWrittenOnce() {
        Map<String, String> policies = Map.of("a", RIGHT, "b", RIGHT);
        assertEquals(Optional.empty(), update(policies, "1"));
        update(policies, "2");

        assertEquals(List.of("a", "b"), writes);
        assertEquals(
                2, statuses.getOrDefault("a", Tree.EMPTY).integer("violations").orElseThrow());
        assertEquals(
                0, statuses.getOrDefault("b", Tree.EMPTY).integer("violations").orElseThrow());
    }

    @Test
    void aStatusIsNotWrittenAgainBeforeTheWatchReportsIt() {
        StoredPolicies old = stored(Map.of("a", RIGHT), "1");
        lead.update(old, Optional.empty());
        lead.update(old, Optional.empty());

        assertEquals(List.of("a"), writes);
    }

    @Test
    void aReplicaThatDoesNotLeadWritesNothing() {
        isLeader = false;
        update(Map.of("a", WRONG), "1");

        assertEquals(List.of(), writes);
        assertEquals(List.of(), events);
    }

    @Test
    void aReplicaThatNoLongerLeadsAfterAnEventWritesNoStatus() {
        losesLeadershipDuringEvent = true;
        update(Map.of("a", WRONG), "1");

        assertEquals(List.of("a InvalidPolicy"), events);
        assertEquals(List.of(), writes);
    }

    @Test
    void aConflictIsTriedAgainInTheNextRound() {
        failing.put("a", refusal(409));
        assertEquals(Optional.empty(), update(Map.of("a", RIGHT, "b", RIGHT), "1"));
        failing.clear();
        update(Map.of("a", RIGHT, "b", RIGHT), "2");

        assertEquals(List.of("b", "a"), writes);
        assertEquals(List.of("conflict", "written", "written"), outcomes);
    }

    /** The watch may be interrupted, and then reports no new version. */
    @Test
    void aConflictOverTheSameVersionIsNotRepeatedAtOnce() {
        failing.put("a", refusal(409));
        update(Map.of("a", RIGHT), "1");
        pass(Duration.ofSeconds(1));
        update(Map.of("a", RIGHT), "1");
        assertEquals(List.of("conflict"), outcomes);

        pass(PolicyStatuses.ECHO);
        update(Map.of("a", RIGHT), "1");
        assertEquals(List.of("conflict", "conflict"), outcomes);
    }

    @Test
    void aMissingPermissionIsReportedAndTriedAgainAfterAPause() {
        Map<String, String> policies = Map.of("a", RIGHT, "b", RIGHT, "c", RIGHT);
        policies.keySet().forEach(name -> failing.put(name, refusal(403)));
        Optional<String> trouble = Optional.of("cannot write the status of the policy b: the API server answers 403");
        assertEquals(trouble, update(policies, "1"));
        failing.clear();
        assertEquals(trouble, update(policies, "1"));
        assertEquals(List.of(), writes);

        pass(PolicyStatuses.PAUSE);
        assertEquals(
                Optional.of("cannot write the status of the policy a: the API server answers 403"),
                update(policies, "1"),
                "the status of a is still missing");
        assertEquals(List.of("c"), writes);

        pass(PolicyStatuses.LONG_PAUSE);
        assertEquals(Optional.empty(), update(policies, "1"));
        assertEquals(List.of("c", "a", "b"), writes);
        assertEquals(List.of("forbidden", "forbidden", "written", "written", "written"), outcomes);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 413, 500})
    void aPolicyThatAlwaysFailsStopsNoOther(int status) {
        failing.put("a", refusal(status));
        update(Map.of("a", RIGHT, "b", RIGHT), "1");

        assertEquals(List.of("b"), writes);
    }

    @Test
    void policiesThatAlwaysFailLeaveTheirTurnsToOthers() {
        Map<String, String> policies = Map.of("a", RIGHT, "b", RIGHT, "c", RIGHT);
        failing.put("a", refusal(500));
        failing.put("b", refusal(500));
        update(policies, "1");
        assertEquals(List.of(), writes);
        pass(PolicyStatuses.PAUSE);
        update(policies, "1");

        assertEquals(List.of("c"), writes);
    }

    @Test
    void aStatusThatTheApiServerRefusesStopsNoOther() {
        failing.put("a", refusal(422));
        Optional<String> trouble = Optional.of("cannot write the status of the policy a: the API server answers 422");
        assertEquals(trouble, update(Map.of("a", RIGHT, "b", RIGHT), "1"));
        pass(Duration.ofSeconds(1));
        assertEquals(trouble, update(Map.of("a", RIGHT, "b", RIGHT), "1"));

        assertEquals(List.of("b"), writes);
        assertEquals(List.of("failed", "written"), outcomes);
    }

    @Test
    void aWrongPolicyIsAnnouncedOnceEvenByAnotherLeader() {
        update(Map.of("a", RIGHT, "b", WRONG), "1");
        update(Map.of("a", RIGHT, "b", WRONG), "2");
        lead = leader();
        update(Map.of("a", RIGHT, "b", WRONG), "3");

        assertEquals(List.of("b InvalidPolicy"), events);
    }

    @Test
    void aWrongPolicyIsAnnouncedOnceEvenIfItsStatusCannotBeWritten() {
        failing.put("b", refusal(403));
        update(Map.of("b", WRONG), "1");
        pass(PolicyStatuses.LONG_PAUSE);
        update(Map.of("b", WRONG), "1");

        assertEquals(List.of("b InvalidPolicy"), events);
        assertEquals(List.of("forbidden", "forbidden"), outcomes);
    }

    /** A status that shows the fault would prevent the Event for good. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void aStatusIsWrittenAfterTheEventThatFailed(int status) {
        failingEvents = Optional.of(refusal(status));
        assertEquals(
                Optional.of("cannot create an Event about the policy b: the API server answers " + status),
                update(Map.of("b", WRONG), "1"));
        assertEquals(List.of(), writes);

        failingEvents = Optional.empty();
        pass(PolicyStatuses.LONG_PAUSE);
        update(Map.of("b", WRONG), "1");
        assertEquals(List.of("b InvalidPolicy"), events);
        assertEquals(List.of("b"), writes);
    }

    @Test
    void anEventThatTheApiServerRefusesStopsNoStatus() {
        failingEvents = Optional.of(refusal(403));
        update(Map.of("b", WRONG), "1");

        assertEquals(List.of("b"), writes);
    }

    @Test
    void eventsBeyondTheLimitFollow() {
        Map<String, String> policies = new HashMap<>();
        IntStream.range(0, 30).forEach(number -> policies.put("p" + number, WRONG));
        update(policies, "1");
        assertEquals(25, events.size());
        assertEquals(25, writes.size());

        pass(Duration.ofMinutes(1));
        update(policies, "1");
        assertEquals(30, events.size());
        assertEquals(30, writes.size());
    }

    @Test
    void aPolicyThatIsWrongAgainIsAnnouncedAgain() {
        update(Map.of("b", WRONG), "1");
        update(Map.of("b", RIGHT), "2");
        update(Map.of("b", WRONG), "3");

        assertEquals(List.of("b InvalidPolicy", "b InvalidPolicy"), events);
    }
}
