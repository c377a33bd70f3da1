package io.eniguard.server.lead;

import io.eniguard.clock.WorldClock;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyStatus;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the status of each policy up to date, and creates an Event when a policy becomes invalid. The old status is stored in the API
 * server, so a new leader repeats neither the status nor the Event. Not safe for use by several threads.
 */
final class PolicyStatuses {

    /** The pause of all writes after failures that are not about one policy alone, such as a missing permission. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** The pause for a policy whose status could not be written. It exceeds {@link #PAUSE}, so that other policies come first. */
    static final Duration LONG_PAUSE = Duration.ofMinutes(2);

    /** The time within which the watch usually reports a write. */
    static final Duration ECHO = Duration.ofSeconds(5);

    private static final int EVENTS_PER_MINUTE = 25;

    private static final int INVALID = 422;
    private static final int THROTTLED = 429;
    private static final int FIRST_REFUSAL = 400;
    private static final int LAST_REFUSAL = 499;

    private final StatusWriter writer;
    private final FindingEvents.Sender events;
    private final BooleanSupplier isLeader;
    private final Consumer<String> counter;
    private final LongSupplier nanoTime;
    private final RateLimit limit;
    private final Map<String, Settled> settled = new HashMap<>();
    private final Map<String, String> announced = new HashMap<>();
    private Optional<Long> pausedUntil = Optional.empty();

    /** The uid of the last policy that could not be written; empty after a success and after a pause has begun. */
    private Optional<String> failedLast = Optional.empty();

    private Optional<String> trouble = Optional.empty();

    /** Writes the status of a policy to the API server. */
    interface StatusWriter {
        void write(Tree policy, Tree status) throws IOException;
    }

    /**
     * A version of a policy whose status is not written again for a while, because it has just been written or could not be written.
     *
     * @param trouble the reason of the failure; empty if the status was written or the version is old
     */
    private record Settled(String version, long untilNanos, Optional<String> trouble) {}

    /**
     * @param isLeader asked before each write
     * @param counter receives the outcome of each write: {@code written}, {@code conflict}, {@code forbidden} or {@code failed}
     */
    PolicyStatuses(
            StatusWriter writer,
            FindingEvents.Sender events,
            BooleanSupplier isLeader,
            Consumer<String> counter,
            LongSupplier nanoTime) {
        this.writer = writer;
        this.events = events;
        this.isLeader = isLeader;
        this.counter = counter;
        this.nanoTime = nanoTime;
        this.limit = new RateLimit(EVENTS_PER_MINUTE, nanoTime);
    }

    /**
     * Writes the status of each policy whose status has changed.
     *
     * @param violations the number of violations by policy; empty if this replica has not audited yet
     * @return the reason why a status or an Event could not be written in this or an earlier round; empty if there was no failure
     */
    Optional<String> update(StoredPolicies policies, Optional<Map<String, Long>> violations) {
        if (pausedUntil.filter(end -> nanoTime.getAsLong() - end < 0).isPresent()) {
            return trouble;
        }
        pausedUntil = Optional.empty();
        trouble = Optional.empty();
        forgetDeleted(policies);
        Instant now = WorldClock.now();
        for (StoredPolicy policy : policies.all()) {
            if (!isLeader.getAsBoolean() || pausedUntil.isPresent()) {
                return trouble;
            }
            Optional<Long> number = violations.map(counts -> counts.getOrDefault(policy.name(), 0L));
            update(policy, new PolicyStatus(policy, number, now));
        }
        return trouble;
    }

    private void forgetDeleted(StoredPolicies policies) {
        Set<String> uids = new HashSet<>();
        policies.all().forEach(policy -> uids.add(policy.uid()));
        settled.keySet().retainAll(uids);
        announced.keySet().retainAll(uids);
    }

    private void update(StoredPolicy policy, PolicyStatus status) {
        Optional<Settled> settledAs = settled(policy);
        if (settledAs.isPresent()) {
            trouble = trouble.or(settledAs.get()::trouble);
            return;
        }
        // The Event may take as long as the rest of the term.
        if (isAnnounced(policy, status) && isLeader.getAsBoolean()) {
            status.change().ifPresent(change -> write(policy, change));
        }
    }

    private Optional<Settled> settled(StoredPolicy policy) {
        return Optional.ofNullable(settled.get(policy.uid()))
                .filter(last -> last.version().equals(version(policy)) && nanoTime.getAsLong() - last.untilNanos() < 0);
    }

    private void settle(StoredPolicy policy, Duration pause, Optional<String> why) {
        settled.put(policy.uid(), new Settled(version(policy), nanoTime.getAsLong() + pause.toNanos(), why));
    }

    private static String version(StoredPolicy policy) {
        return policy.document().text("metadata", "resourceVersion").orElse("");
    }

    private void write(StoredPolicy policy, Tree status) {
        try {
            writer.write(policy.document(), status);
            failedLast = Optional.empty();
            settle(policy, ECHO, Optional.empty());
            counter.accept("written");
        } catch (IOException e) {
            failed(policy, e);
        }
    }

    private void failed(StoredPolicy policy, IOException failure) {
        if (failure instanceof RefusedRequestException refused && refused.isConflict()) {
            // The policy has just changed. The watch reports the new version soon, unless the watch is interrupted.
            settle(policy, ECHO, Optional.empty());
            counter.accept("conflict");
            return;
        }
        boolean isForbidden = failure instanceof RefusedRequestException refused && refused.isForbidden();
        counter.accept(isForbidden ? "forbidden" : "failed");
        trouble = Optional.of(
                "cannot write the status of the policy %s: %s".formatted(policy.name(), failure.getMessage()));
        if (failure instanceof RefusedRequestException refused && refused.status() == INVALID) {
            // The refusal concerns only this policy, so the others are still written.
            settle(policy, PAUSE, trouble);
        } else {
            postpone(policy);
        }
    }

    /** Writes nothing about the policy for a while, and nothing about any policy if another one has failed right before. */
    private void postpone(StoredPolicy policy) {
        settle(policy, LONG_PAUSE, trouble);
        if (failedLast.filter(uid -> !uid.equals(policy.uid())).isPresent()) {
            pausedUntil = Optional.of(nanoTime.getAsLong() + PAUSE.toNanos());
            failedLast = Optional.empty();
        } else {
            failedLast = Optional.of(policy.uid());
        }
    }

    /**
     * Creates the Event about a policy that has become invalid. Returns whether the status may be written: a status that shows the fault
     * would prevent the Event for good, because a new leader creates no Event about a fault that the status shows.
     */
    private boolean isAnnounced(StoredPolicy policy, PolicyStatus status) {
        if (policy.isValid()) {
            announced.remove(policy.uid());
            return true;
        }
        boolean isKnown = !status.isNewlyInvalid() || status.message().equals(announced.get(policy.uid()));
        return isKnown || (limit.take() && createEvent(policy, status.message()));
    }

    /** Returns whether there is nothing left to do, because the API server has created the Event or does not want it. */
    private boolean createEvent(StoredPolicy policy, String note) {
        try {
            events.create(
                    new EventRequests.Warning(reference(policy), "ReadPolicy", "InvalidPolicy", note),
                    WorldClock.now());
            announced.put(policy.uid(), note);
            return true;
        } catch (IOException e) {
            trouble = Optional.of(
                    "cannot create an Event about the policy %s: %s".formatted(policy.name(), e.getMessage()));
            if (isUnwanted(e)) {
                return true;
            }
            postpone(policy);
            return false;
        }
    }

    /** Returns whether the API server would refuse the same request again, for example because a permission is missing. */
    private static boolean isUnwanted(IOException failure) {
        return failure instanceof RefusedRequestException refused
                && refused.status() >= FIRST_REFUSAL
                && refused.status() <= LAST_REFUSAL
                && refused.status() != THROTTLED;
    }

    private static Map<String, String> reference(StoredPolicy policy) {
        return Map.of(
                "apiVersion",
                Policy.GROUP + "/" + Policy.VERSION,
                "kind",
                Policy.KIND,
                "name",
                policy.name(),
                "uid",
                policy.uid());
    }
}
