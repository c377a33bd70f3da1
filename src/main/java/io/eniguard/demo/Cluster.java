package io.eniguard.demo;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import java.io.IOException;

/** What the demo writes to: something that asks eniguard about each write. For one thread. */
interface Cluster {

    /** Whether a write counts. */
    enum Mode {
        DRY_RUN,
        FOR_REAL
    }

    /**
     * @return what came of it, also when somebody else than eniguard refused it
     * @throws IOException when there is no answer at all
     */
    StepOutcome write(Step step, Mode mode) throws IOException, InterruptedException;
}
