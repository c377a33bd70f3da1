package io.eniguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of a webhook, from its first byte to its answer.
 *
 * @param context the event loop that reads the request and sends the answer
 * @param startedNanos of {@link System#nanoTime}
 * @param timeout how long the caller waits, where it says so
 */
record Exchange(Context context, Endpoint endpoint, long startedNanos, Optional<Duration> timeout) {

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Whether nobody waits for the answer any more. */
    boolean isOver() {
        return timeout.filter(limit -> spent().compareTo(limit) > 0).isPresent();
    }

    /** Runs the step on the event loop: at once where the caller is on it, else as soon as it has time. */
    void onLoop(Runnable step) {
        if (context.equals(Vertx.currentContext())) {
            step.run();
        } else {
            context.runOnContext(now -> step.run());
        }
    }

    /** How long a worker may take before the caller is answered without it. */
    Duration left() {
        return Timeouts.forWorking(timeout, spent());
    }
}
