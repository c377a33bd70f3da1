package io.eniguard.admission;

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
 * Threads for reviews that are too heavy for an event loop. Both the threads and the reviews that wait for one are limited in number. A
 * review that takes longer than its deadline is answered without its result; while its thread is still busy with it, another thread takes
 * that one's place, so that no review can hold up those behind it. Safe for use by many threads.
 */
final class ReviewWorkers {

    /** Beyond it no more threads are added. When as many hang, the process is no longer live. */
    static final int MOST_STUCK = 8;

    /** A review that holds its thread for so long after its deadline does not end by itself. One that is merely late does. */
    private static final Duration HANGING = Duration.ofSeconds(30);

    private final int threads;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger stuck = new AtomicInteger();
    private final Map<Object, Long> givenUpNanos = new ConcurrentHashMap<>();

    /**
     * Starts no thread before there is work for it.
     *
     * @param name of the threads, for thread dumps
     * @param waiting how many reviews may wait for a thread
     */
    ReviewWorkers(String name, int threads, int waiting) {
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the work on one of the threads.
     *
     * @param charge held until the work has really ended, which may be after the deadline
     * @return completes with the work's result or exception; with a {@link RejectedExecutionException} at once when too many are waiting,
     *     and with a {@link TimeoutException} when the deadline is over
     */
    <T> CompletableFuture<T> run(Callable<T> work, Duration deadline, HeldCharge charge) {
        Job<T> job = new Job<>(work, charge);
        charge.hold();
        try {
            pool.execute(job);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no room in the queue, or for one more thread
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

    /** Threads that are busy with reviews whose deadline is over. */
    int stuck() {
        return stuck.get();
    }

    /** Of those, the ones that will not end by themselves. */
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

        private enum State {
            WAITING,
            RUNNING,
            STUCK,
            OVER
        }

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Callable<T> work;
        private final HeldCharge charge;
        private State state = State.WAITING;

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
            } catch (Throwable failure) { // the edge of this thread: whoever waits for the result gets it
                result.completeExceptionally(failure);
            } finally {
                end();
            }
        }

        private synchronized boolean begin() {
            if (state != State.WAITING) {
                return false;
            }
            state = State.RUNNING;
            return true;
        }

        private synchronized void end() {
            if (state == State.STUCK) {
                givenUpNanos.remove(this);
                resize(-1);
            }
            state = State.OVER;
            charge.release();
        }

        private synchronized void giveUp() {
            if (state == State.WAITING) {
                state = State.OVER;
                pool.remove(this);
                charge.release();
            } else if (state == State.RUNNING) {
                state = State.STUCK;
                givenUpNanos.put(this, System.nanoTime());
                resize(1);
            }
        }
    }
}
