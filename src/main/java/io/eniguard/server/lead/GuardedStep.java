package io.eniguard.server.lead;

import java.util.function.Consumer;

/**
 * One step of an endless loop. A failure must not leave the step, because the scheduler would never run it again. A deeply nested object
 * can exhaust the stack, and a large one the memory. A class that cannot be linked in a native executable causes a {@link LinkageError}.
 */
final class GuardedStep implements Runnable {

    private final Runnable step;
    private final Consumer<Throwable> failed;

    /** @param failed receives what the step throws */
    GuardedStep(Runnable step, Consumer<Throwable> failed) {
        this.step = step;
        this.failed = failed;
    }

    @Override
    public void run() {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    private void report(Throwable failure) {
        try {
            failed.accept(failure);
        } catch (RuntimeException | Error e) {
            // There may be no memory for a line of the log. The next step is the next chance.
        }
    }
}
