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
 * Looks up single ids, with few calls. Everybody who asks for an id gets the same answer, ids that come during a call go into the next call
 * together, and an answer counts for some seconds: a GitOps loop that applies a wrong id again and again costs a call now and then.
 */
final class IdLookUp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IdLookUp.class);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** Nobody needs more ids at once, so further ones are not looked up. */
    private static final int MOST = 500;

    private static final String TOO_MANY = "too many others are being looked up";

    private final Function<Set<String>, Optional<String>> search;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("ec2-look-up"));

    /** The ids that are being looked up, or that were answered a moment ago. Guarded by this, like {@link #waiting}. */
    private final Map<String, Asked> asked = new HashMap<>();

    private final Set<String> waiting = new HashSet<>();

    private record Asked(CompletableFuture<Optional<String>> answer, long nanos) {

        boolean isOver(long now) {
            return answer.isDone() && now - nanos > REMEMBERED.toNanos();
        }
    }

    /** @param search looks up ids, and returns the reason when that fails; runs on this object's thread */
    IdLookUp(Function<Set<String>, Optional<String>> search) {
        this.search = search;
    }

    /** Completes after the search for the id: empty, or with the reason why it failed. Never exceptionally. */
    synchronized CompletableFuture<Optional<String>> of(String id) {
        long now = System.nanoTime();
        asked.values().removeIf(earlier -> earlier.isOver(now));
        Asked already = asked.get(id);
        if (already != null) {
            return already.answer();
        } else if (asked.size() >= MOST) {
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
        } catch (RuntimeException e) { // the edge of this thread
            LOG.errorf(e, "Looking up %s failed: a bug in eniguard", ids);
            failure = Optional.of("looking it up failed");
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
                // The time for which the answer counts starts now.
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
