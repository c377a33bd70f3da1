package io.eniguard.doctor;

import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time that somebody who waits for an answer still has. */
final class Deadline {

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

    /** The time until shortly before, for one whose answer is waited for until then. */
    Duration almost() {
        Duration left = Duration.ofNanos(end - System.nanoTime()).minus(limit.dividedBy(SHORTLY));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * What comes by then; unknown when nothing does.
     *
     * @throws IllegalStateException when the work failed, which is a bug: what others do wrong is a fact that is unknown
     */
    <T> Fact<T> await(CompletableFuture<Fact<T>> work) {
        try {
            return work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Fact.unknown(Missing.OTHER, "no answer within %d s".formatted(limit.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fact.unknown(Missing.OTHER, "interrupted");
        }
    }
}
