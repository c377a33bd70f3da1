package io.eniguard.server.lead;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Permits a limited number of actions in any 60 s. Not safe for use by several threads. */
final class RateLimit {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Deque<Long> taken = new ArrayDeque<>();

    /** @param perMinute the largest number of actions in 60 s; at least 1 */
    RateLimit(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Takes a permit; returns false if there is none. */
    boolean take() {
        long now = nanoTime.getAsLong();
        if (taken.size() == perMinute) {
            if (now - taken.getFirst() < MINUTE) {
                return false;
            }
            taken.removeFirst();
        }
        taken.addLast(now);
        return true;
    }
}
