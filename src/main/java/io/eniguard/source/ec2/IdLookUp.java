package io.eniguard.source.ec2;

import io.eniguard.threads.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Looks up single ids with few calls. All requests for an id share one answer. Ids that arrive during a call are combined in the next call.
 * An answer is kept for some seconds, so that a GitOps loop that repeats a wrong id causes few calls.
 */
final class IdLookUp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IdLookUp.class);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** The highest number of ids that are looked up or remembered at the same time. */
    private static final int MAX_IDS = 500;

    private static final String TOO_MANY = "too many other ids are being looked up";

    private final Function<Set<String>, Optional<String>> search;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("ec2-look-up"));

    /**
     * The ids that are being looked up, or whose answer is remembered. Access to this map and to {@link #waiting} is synchronized on this
     * object.
     */
    private final Map<String, Asked> asked = new HashMap<>();

    private final Set<String> waiting = new HashSet<>();

    private record Asked(CompletableFuture<Optional<String>> answer, long nanos) {

        boolean isOver(long now) {
            return answer.isDone() && now - nanos > REMEMBERED.toNanos();
        }
    }

    /** @param search looks up ids, and returns the reason if the look-up fails; it runs on the thread of this object */
    IdLookUp(Function<Set<String>, Optional<String>> search) {
        this.search = search;
    }

    /**
     * Looks up an id. The future completes with an empty value, or with the reason why the look-up failed. It never completes
     * exceptionally.
     */
    synchronized CompletableFuture<Optional<String>> of(String id) {
        long now = System.nanoTime();
        asked.values().removeIf(earlier -> earlier.isOver(now));
        Asked already = asked.get(id);
        if (already != null) {
            return already.answer();
        } else if (asked.size() >= MAX_IDS) {
            return CompletableFuture.completedFuture(Optional.of(TOO_MANY));
        }
        Asked started = new Asked(new CompletableFuture<>(), now);
        try {
            thread.execute(this::searchWaiting);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Optional.of("eniguard is shutting down"));
        }
        asked.put(id, started);
        waiting.add(id);
        return started.answer();
    }

    private synchronized Set<String> takeWaiting() {
        Set<String> ids = Set.copyOf(waiting);
        waiting.clear();
        return ids;
    }

    private void searchWaiting() {
        Set<String> ids = takeWaiting();
        if (ids.isEmpty()) {
            return;
        }
        Optional<String> failure;
        try {
            failure = search.apply(ids);
        } catch (Throwable e) { // the edge of this thread: an id without an answer would never be looked up again
            LOG.errorf(e, "Looking up %s failed: a bug in eniguard", ids);
            failure = Optional.of("the look-up failed");
        }
        for (String id : ids) {
            answer(id, failure);
        }
    }

    private void answer(String id, Optional<String> failure) {
        Asked settled;
        synchronized (this) {
            settled = asked.get(id);
            if (settled != null) {
                // The time during which the answer is remembered starts now.
                asked.put(id, new Asked(settled.answer(), System.nanoTime()));
            }
        }
        if (settled != null) {
            settled.answer().complete(failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
