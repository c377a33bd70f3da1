package io.eniguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of a webhook, from its first byte to its answer.
 *
 * @param context the event loop that reads the request and sends the answer
 * @param startedNanos the value of {@link System#nanoTime} at the first byte
 * @param timeout how long the caller waits; empty if the request does not contain a timeout
 */
record Exchange(Context context, Endpoint endpoint, long startedNanos, Optional<Duration> timeout) {

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Whether the caller no longer waits for the answer. */
    boolean isOver() {
        return timeout.filter(limit -> spent().compareTo(limit) > 0).isPresent();
    }

    /** Runs the step on the event loop: immediately if called from there, otherwise as soon as the event loop is free. */
    void onLoop(Runnable step) {
        if (context.equals(Vertx.currentContext())) {
            step.run();
        } else {
            context.runOnContext(now -> step.run());
        }
    }

    /** How long a worker may take before the caller is answered without its result. */
    Duration left() {
        return Timeouts.forWorking(timeout, spent());
    }
}
