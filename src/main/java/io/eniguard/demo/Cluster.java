package io.eniguard.demo;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import java.io.IOException;

/** The cluster of the demo, in which eniguard reviews each write. Not safe for use by several threads. */
interface Cluster {

    /** Whether a write is stored. */
    enum Mode {
        DRY_RUN,
        FOR_REAL
    }

    /**
     * Sends a write.
     *
     * @return the outcome, even if something other than eniguard refused the write
     * @throws IOException if there is no answer
     */
    StepOutcome write(Step step, Mode mode) throws IOException, InterruptedException;
}
