package io.eniguard.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of the time for all questions together. */
final class Deadline {

    /** Work that is given less could not even send its question. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final int SHORTLY = 10;

    private final Duration limit;
    private final long end;

    private Deadline(Duration limit) {
        this.limit = limit;
        end = System.nanoTime() + limit.toNanos();
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    Duration limit() {
        return limit;
    }

    /** The time until shortly before the end, for work whose result is awaited until the end. Empty when it is too short. */
    Optional<Duration> almost() {
        Duration left = Duration.ofNanos(end - System.nanoTime()).minus(limit.dividedBy(SHORTLY));
        return Optional.of(left).filter(some -> some.compareTo(SHORTEST) >= 0);
    }

    /** The reply, or a gap when it does not come before the end. */
    <T> Reply<T> await(CompletableFuture<Reply<T>> work) {
        try {
            return work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Reply.missing(Gap.late(limit));
        } catch (ExecutionException e) {
            throw new IllegalStateException("questions end with a reply, never with an exception", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.missing(Gap.late(limit));
        }
    }
}
