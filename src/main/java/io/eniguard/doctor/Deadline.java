package io.eniguard.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time limit of all questions together. */
final class Deadline {

    /** The shortest time in which a question can be sent. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** The limit divided by this number is the time that is reserved for judging results. */
    private static final int RESERVED_PART = 10;

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

    /**
     * Returns the time that is left for work whose result must arrive before the deadline. Returns empty if this time is too short for a
     * question.
     */
    Optional<Duration> timeForWork() {
        Duration left = Duration.ofNanos(end - System.nanoTime()).minus(limit.dividedBy(RESERVED_PART));
        return Optional.of(left).filter(some -> some.compareTo(SHORTEST) >= 0);
    }

    /**
     * Waits for the reply. Returns a gap if the reply does not arrive before the deadline.
     *
     * @throws IllegalStateException if the work failed, which is a bug
     */
    <T> Reply<T> await(CompletableFuture<Reply<T>> work) {
        try {
            return work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Reply.missing(Gap.late(limit));
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.missing(Gap.late(limit));
        }
    }
}
