package io.eniguard.aws;

import java.time.Duration;

/** How long the next call to AWS may take, with all its attempts. */
public interface CallLimit {

    /** Zero or negative when no time is left. */
    Duration remaining();

    /** Allows each call the same time. */
    static CallLimit each(Duration limit) {
        return () -> limit;
    }

    /** Allows all calls together a time that starts now. */
    static CallLimit together(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return () -> Duration.ofNanos(end - System.nanoTime());
    }

    /** The same limit, but each call ends within the given time as well. */
    default CallLimit atMost(Duration longest) {
        return () -> {
            Duration left = remaining();
            return left.compareTo(longest) < 0 ? left : longest;
        };
    }
}
