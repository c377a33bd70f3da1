package io.eniguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of a webhook, from the arrival of the head of the request to the answer.
 *
 * @param context the event loop that reads the request and sends the answer
 * @param startedNanos the value of {@link System#nanoTime} at the arrival of the head
 * @param timeout the time that the caller waits; empty if the request contains no timeout
 */
record Exchange(Context context, Endpoint endpoint, long startedNanos, Optional<Duration> timeout) {

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Returns whether the caller no longer waits for the answer. */
    boolean isOver() {
        return timeout.filter(limit -> spent().compareTo(limit) > 0).isPresent();
    }

    /** Runs the step on the event loop. The step runs immediately if this method is called on the event loop, and otherwise later. */
    void onLoop(Runnable step) {
        if (context.equals(Vertx.currentContext())) {
            step.run();
        } else {
            context.runOnContext(now -> step.run());
        }
    }

    /** Returns the time that is left for a worker. After this time, the caller is answered without the result of the worker. */
    Duration left() {
        return Timeouts.forWorking(timeout, spent());
    }
}
