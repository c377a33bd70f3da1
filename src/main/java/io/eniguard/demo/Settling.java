package io.eniguard.demo;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.StepVerdict;
import java.io.IOException;
import java.time.Duration;

/** Writes to a cluster whose earlier changes take some time to reach eniguard. Dry runs show when eniguard knows them. */
record Settling(Cluster cluster) {

    /** The longest wait. eniguard knows a change within 2 s, and the machine may be busy. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** A condition on a dry run. */
    private interface Condition {
        boolean holds(StepOutcome dryRun);
    }

    /**
     * Waits until a dry run of the step has the expected outcome, and then writes. If the outcome stays different, the step is written
     * after the longest wait.
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

    /** Waits until a dry run of the step is denied, and returns whether it was. */
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
