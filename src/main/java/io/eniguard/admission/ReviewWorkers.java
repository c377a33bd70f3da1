package io.eniguard.admission;

import io.eniguard.threads.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of threads for reviews that are too slow for an event loop. The number of threads and the number of waiting reviews are limited. A
 * review that misses its deadline is refused. If its thread is still busy, an additional thread is started, so that a slow review does not
 * delay the next reviews. Safe for use by several threads.
 */
final class ReviewWorkers {

    /**
     * The largest number of additional threads of one pool. When this many threads hang in all pools together, the liveness check fails.
     */
    static final int MOST_STUCK = 8;

    /** A review that is still running this long after its deadline is not expected to end. A review that is only slow ends earlier. */
    private static final Duration HANGING = Duration.ofSeconds(30);

    private final int threads;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger stuck = new AtomicInteger();
    private final Map<Object, Long> givenUpNanos = new ConcurrentHashMap<>();

    /**
     * Creates the pool. Threads are started when there is work for them.
     *
     * @param name the name of the threads, for thread dumps
     * @param waiting the maximum number of reviews that wait for a thread
     */
    ReviewWorkers(String name, int threads, int waiting) {
        this.threads = threads;
        pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting), DaemonThreads.numbered(name));
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the work on a thread of the pool.
     *
     * @param charge the charge of the review's body, which is held until the work ends; the work may end after the deadline
     * @return a future that completes with the work's result or exception. If too many reviews are waiting, it fails at once with a {@link
     *     RejectedExecutionException}. If the work has not ended at the deadline, it fails with a {@link TimeoutException}.
     */
    <T> CompletableFuture<T> run(Callable<T> work, Duration deadline, HeldCharge charge) {
        Job<T> job = new Job<>(work, charge);
        charge.hold();
        try {
            pool.execute(job);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the queue is full, or no thread can start
            charge.release();
            return CompletableFuture.failedFuture(e);
        }
        return job.result
                .orTimeout(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    if (failure instanceof TimeoutException) {
                        job.giveUp();
                    }
                });
    }

    /** Returns the number of threads that are busy with reviews past their deadline. */
    int stuck() {
        return stuck.get();
    }

    /** Returns the number of stuck threads whose reviews are not expected to end. */
    int hanging() {
        long now = System.nanoTime();
        return (int) givenUpNanos.values().stream()
                .filter(given -> now - given > HANGING.toNanos())
                .count();
    }

    private synchronized void resize(int change) {
        int more = Math.min(MOST_STUCK, stuck.addAndGet(change));
        if (threads + more >= pool.getCorePoolSize()) {
            pool.setMaximumPoolSize(threads + more);
            pool.setCorePoolSize(threads + more);
        } else {
            pool.setCorePoolSize(threads + more);
            pool.setMaximumPoolSize(threads + more);
        }
    }

    private final class Job<T> implements Runnable {

        private enum Phase {
            WAITING,
            RUNNING,
            STUCK,
            OVER
        }

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Callable<T> work;
        private final HeldCharge charge;
        private Phase phase = Phase.WAITING;

        Job(Callable<T> work, HeldCharge charge) {
            this.work = work;
            this.charge = charge;
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            try {
                result.complete(work.call());
            } catch (Throwable failure) { // the future reports the failure
                result.completeExceptionally(failure);
            } finally {
                end();
            }
        }

        private synchronized boolean begin() {
            if (phase != Phase.WAITING) {
                return false;
            }
            phase = Phase.RUNNING;
            return true;
        }

        private synchronized void end() {
            if (phase == Phase.STUCK) {
                givenUpNanos.remove(this);
                resize(-1);
            }
            phase = Phase.OVER;
            charge.release();
        }

        private synchronized void giveUp() {
            if (phase == Phase.WAITING) {
                phase = Phase.OVER;
                pool.remove(this);
                charge.release();
            } else if (phase == Phase.RUNNING) {
                phase = Phase.STUCK;
                givenUpNanos.put(this, System.nanoTime());
                resize(1);
            }
        }
    }
}
