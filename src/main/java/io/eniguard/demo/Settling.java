package io.eniguard.demo;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.StepVerdict;
import java.io.IOException;
import java.time.Duration;

/**
 * Writes to a cluster whose changes reach eniguard with a delay. Before each write, dry runs show whether eniguard has received the earlier
 * changes.
 */
record Settling(Cluster cluster) {

    /** The longest wait. eniguard usually receives a change within 2 s, but the machine may be busy. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** A condition for the outcome of a dry run. */
    private interface Condition {
        boolean holds(StepOutcome dryRun);
    }

    /**
     * Waits until a dry run of the step has the expected outcome, and then sends the write. After the longest wait, sends the write in any
     * case.
     */
    StepOutcome write(Step step) throws IOException, InterruptedException {
        try {
            await(step, dryRun -> step.expected().difference(dryRun).isEmpty());
            return cluster.write(step, Cluster.Mode.FOR_REAL);
        } catch (IOException e) {
            // The exception of a refused connection has no message.
            throw new IOException("no answer to the step \"%s\": %s".formatted(step, e), e);
        }
    }

    /** Waits until a dry run of the step is denied. Returns false if none is denied within the longest wait. */
    boolean isDenied(Step step) throws IOException, InterruptedException {
        return await(step, dryRun -> dryRun.verdict() == StepVerdict.DENY);
    }

    private boolean await(Step step, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds(cluster.write(step, Cluster.Mode.DRY_RUN))) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
        return true;
    }
}
