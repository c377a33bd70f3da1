package io.eniguard.server.lead;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Permits a limited number of actions per minute. Permits that are not used are saved for at most a minute. Not safe for several threads. */
final class TokenBucket {

    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledNanos;

    TokenBucket(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
        this.tokens = perMinute;
        this.filledNanos = nanoTime.getAsLong();
    }

    /** Takes a permit; returns false if there is none. */
    boolean take() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(perMinute, tokens + (now - filledNanos) * perMinute / MINUTE);
        filledNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
