package io.eniguard.admission;

import io.eniguard.world.World;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Decides which thread runs each step of a review. Reviews of ENIConfigs and Nodes take microseconds, so they run on the event loop that
 * reads the request. Large bodies are read by one pool of workers. Objects that can contain documents, such as ConfigMaps, are judged by a
 * second pool, so that no object of a tenant can delay the review of an ENIConfig. Every review ends with a result, even if a step throws
 * an exception.
 */
final class ReviewLanes {

    private static final int THREADS = 2;

    private static final int WAITING = 64;

    /** The largest body that waits for a look-up. An ENIConfig has about 1 KB, and an update contains two ENIConfigs. */
    private static final int LARGEST_WAITING_BYTES = 64 << 10;

    private final Judge judge;
    private final Worlds worlds;
    private final ReviewObserver observer;
    private final BodyBudget waitingBodies;
    private final ReviewWorkers large = new ReviewWorkers("large-review", THREADS, WAITING);
    private final ReviewWorkers heavy = new ReviewWorkers("heavy-review", THREADS, WAITING);

    /** @param waitingBodies the budget of the bodies that wait for a worker or for a look-up */
    ReviewLanes(Judge judge, Worlds worlds, ReviewObserver observer, BodyBudget waitingBodies) {
        this.judge = judge;
        this.worlds = worlds;
        this.observer = observer;
        this.waitingBodies = waitingBodies;
    }

    /** A thread, or a pool of threads, that runs a step. */
    private interface Lane {
        <T> CompletableFuture<T> run(Callable<T> step);
    }

    /** Returns the number of threads that are busy with reviews past their deadline. */
    int stuck() {
        return large.stuck() + heavy.stuck();
    }

    /** Returns the number of stuck threads whose reviews are not expected to end. */
    int hanging() {
        return large.hanging() + heavy.hanging();
    }

    /**
     * Judges a body. Called on the exchange's event loop.
     *
     * @return a future that always completes normally, on any thread
     */
    CompletableFuture<ReviewResult> judge(CollectedBody body, Exchange exchange) {
        Lane lane = body.isSmall() ? onLoop(exchange) : onWorker(large, body, exchange);
        return CompletableFuture.completedFuture(body)
                .thenCompose(whole -> lane.run(() -> judge.read(whole.bytes())))
                // The inner stage also catches an exception that is thrown before the inner call returns a future.
                .thenCompose(read -> CompletableFuture.completedFuture(read)
                        .thenCompose(question -> judge(question, body, exchange, lane))
                        .exceptionally(failure -> refusal(failure, Optional.of(read))))
                .exceptionally(failure -> refusal(failure, Optional.empty()));
    }

    private CompletableFuture<ReviewResult> judge(
            Question question, CollectedBody body, Exchange exchange, Lane reading) {
        if (judge.isHeavy(question)) {
            return judgeOnWorker(question, body, exchange);
        }
        Optional<CompletionStage<World>> awaited = awaited(question, body, exchange);
        Function<World, CompletionStage<ReviewResult>> step =
                world -> reading.run(() -> judge.answer(question, world, exchange));
        return awaited.map(world -> world.toCompletableFuture().thenCompose(step))
                .orElseGet(() -> step.apply(worlds.now()).toCompletableFuture());
    }

    /**
     * Returns the world for which the review has to wait, if any. While the review waits, its body is charged to the budget of large
     * bodies, so that waiting reviews never displace small bodies that are still arriving. If this budget has no room, or if the body is
     * too large for an ENIConfig, the review continues at once with the known facts.
     */
    private Optional<CompletionStage<World>> awaited(Question question, CollectedBody body, Exchange exchange) {
        return question.request()
                .filter(request -> body.bytes().length <= LARGEST_WAITING_BYTES)
                .flatMap(
                        request -> worlds.awaited(request, Timeouts.forLookingUp(exchange.timeout(), exchange.spent())))
                .filter(world -> body.moveTo(waitingBodies));
    }

    /**
     * Judges the review on a worker. The body is charged to the budget of large bodies, even if it is small, since it may have to wait for
     * a worker.
     */
    private CompletableFuture<ReviewResult> judgeOnWorker(Question question, CollectedBody body, Exchange exchange) {
        return body.moveTo(waitingBodies)
                ? onWorker(heavy, body, exchange).run(() -> judge.answer(question, worlds.now(), exchange))
                : CompletableFuture.completedFuture(ReviewResult.of(Refusal.BUSY));
    }

    private static Lane onWorker(ReviewWorkers workers, CollectedBody body, Exchange exchange) {
        return new Lane() {
            @Override
            public <T> CompletableFuture<T> run(Callable<T> step) {
                return workers.run(step, exchange.left(), body.charge());
            }
        };
    }

    private static Lane onLoop(Exchange exchange) {
        return new Lane() {
            @Override
            public <T> CompletableFuture<T> run(Callable<T> step) {
                CompletableFuture<T> result = new CompletableFuture<>();
                exchange.onLoop(() -> complete(result, step));
                return result;
            }
        };
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> step) {
        try {
            result.complete(step.call());
        } catch (Throwable failure) { // an error also needs an answer, and must not end the event loop
            result.completeExceptionally(failure);
        }
    }

    private ReviewResult refusal(Throwable failure, Optional<Question> question) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof MalformedReviewException malformed) {
            return ReviewResult.of(
                    malformed.isTooLarge()
                            ? Refusal.tooLarge(String.valueOf(malformed.getMessage()))
                            : Refusal.malformed(String.valueOf(malformed.getMessage())));
        } else if (cause instanceof RejectedExecutionException) {
            return ReviewResult.of(Refusal.BUSY);
        } else if (cause instanceof TimeoutException) {
            observer.late(question);
            return ReviewResult.of(Refusal.TOO_LATE);
        }
        observer.failed(question, cause);
        return ReviewResult.of(Refusal.of(cause));
    }
}
