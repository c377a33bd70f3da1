package io.eniguard.server.lead;

import io.eniguard.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The thread of a task of the leader. It has a low priority, so that the task does not compete with reviews. */
final class LeaderThread {

    private final ScheduledExecutorService executor;

    /** @param name the name of the thread */
    LeaderThread(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(
                work -> lowered(DaemonThreads.named(name).newThread(work)));
    }

    // The priority is only a hint, so nothing depends on it.
    @SuppressWarnings("ThreadPriorityCheck")
    private static Thread lowered(Thread thread) {
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Runs the step again and again, with a pause before each run. */
    void repeat(Runnable step, Duration pause) {
        Future<?> unused =
                executor.scheduleWithFixedDelay(step, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts no further step, and waits for the current step. A step that takes longer than the limit is interrupted.
     *
     * @param limit enough time for one request that writes
     */
    void stop(Duration limit) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
