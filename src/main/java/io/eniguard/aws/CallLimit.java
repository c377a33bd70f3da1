package io.eniguard.aws;

import java.time.Duration;

/** Limits the duration of the next call to AWS, including all attempts. */
public interface CallLimit {

    /** Returns the time for the next call. The time is zero or negative when no time is left. */
    Duration remaining();

    /** Gives each call the same time. */
    static CallLimit each(Duration limit) {
        return () -> limit;
    }

    /** Limits the total duration of all calls. The time starts when this method is called. */
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
