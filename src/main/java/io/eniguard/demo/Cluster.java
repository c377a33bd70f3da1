package io.eniguard.demo;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import java.io.IOException;

/** The cluster of the demo. eniguard reviews each write to it. Not safe for use by several threads. */
interface Cluster {

    /** Whether a write is stored. */
    enum Mode {
        DRY_RUN,
        FOR_REAL
    }

    /**
     * Sends a write.
     *
     * @return the outcome, also if something other than eniguard refused the write
     * @throws IOException if the cluster does not answer
     */
    StepOutcome write(Step step, Mode mode) throws IOException, InterruptedException;
}
