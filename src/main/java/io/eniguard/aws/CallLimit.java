package io.eniguard.aws;

import java.time.Duration;

/** Limits how long the next call to AWS takes, with all its attempts. */
public interface CallLimit {

    /** The time for the next call. Zero or negative when no time is left. */
    Duration remaining();

    /** Gives each call the same time. */
    static CallLimit each(Duration limit) {
        return () -> limit;
    }

    /** Limits the time of all calls together, from now on. */
    static CallLimit together(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return () -> Duration.ofNanos(end - System.nanoTime());
    }

    /** Returns this limit with an additional limit for each call. */
    default CallLimit atMost(Duration longest) {
        return () -> {
            Duration left = remaining();
            return left.compareTo(longest) < 0 ? left : longest;
        };
    }
}
