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
 * Decides on which thread each step of a review runs. ENIConfigs and Nodes need microseconds and are judged on the event loop that read
 * them. Large bodies go to one pool of workers, and objects that can hold documents, such as ConfigMaps, to another, so that nothing a
 * tenant writes can hold up the review of an ENIConfig. Every review ends in an outcome, whatever is thrown on the way.
 */
final class ReviewLanes {

    private static final int THREADS = 2;

    private static final int WAITING = 64;

    /** An ENIConfig has about 1 KB, and its update two of them. */
    private static final int LARGEST_WAITING_BYTES = 64 << 10;

    private final Judge judge;
    private final Worlds worlds;
    private final ReviewObserver observer;
    private final BodyBudget waitingBodies;
    private final ReviewWorkers large = new ReviewWorkers("large-review", THREADS, WAITING);
    private final ReviewWorkers heavy = new ReviewWorkers("heavy-review", THREADS, WAITING);

    /** @param waitingBodies what bodies that wait for a worker may take */
    ReviewLanes(Judge judge, Worlds worlds, ReviewObserver observer, BodyBudget waitingBodies) {
        this.judge = judge;
        this.worlds = worlds;
        this.observer = observer;
        this.waitingBodies = waitingBodies;
    }

    /** A place where a step runs. */
    private interface Lane {
        <T> CompletableFuture<T> run(Callable<T> step);
    }

    /** Threads that are busy with reviews whose deadline is over. */
    int stuck() {
        return large.stuck() + heavy.stuck();
    }

    /** Of those, the ones that will not end by themselves. */
    int hanging() {
        return large.hanging() + heavy.hanging();
    }

    /**
     * Judges a body. Called on the exchange's event loop.
     *
     * @return completes normally, on any thread
     */
    CompletableFuture<Outcome> judge(CollectedBody body, Exchange exchange) {
        Lane lane = body.isSmall() ? onLoop(exchange) : onWorker(large, body, exchange);
        return CompletableFuture.completedFuture(body)
                .thenCompose(whole -> lane.run(() -> judge.read(whole.bytes())))
                // A stage of its own, which also takes what is thrown before there is a future.
                .thenCompose(read -> CompletableFuture.completedFuture(read)
                        .thenCompose(question -> judge(question, body, exchange, lane))
                        .exceptionally(failure -> refusal(failure, Optional.of(read))))
                .exceptionally(failure -> refusal(failure, Optional.empty()));
    }

    private CompletableFuture<Outcome> judge(Question question, CollectedBody body, Exchange exchange, Lane reading) {
        if (judge.isHeavy(question)) {
            return heavily(question, body, exchange);
        }
        Optional<CompletionStage<World>> awaited = awaited(question, body, exchange);
        Function<World, CompletionStage<Outcome>> step =
                world -> reading.run(() -> judge.answer(question, world, exchange));
        return awaited.map(world -> world.toCompletableFuture().thenCompose(step))
                .orElseGet(() -> step.apply(worlds.now()).toCompletableFuture());
    }

    /**
     * What a review waits for, if it does. Its body counts with the large ones meanwhile, so that those who wait never keep out others.
     * Where there is no room, or the body is larger than an ENIConfig's, the review goes on at once with what is known.
     */
    private Optional<CompletionStage<World>> awaited(Question question, CollectedBody body, Exchange exchange) {
        return question.request()
                .filter(request -> body.bytes().length <= LARGEST_WAITING_BYTES)
                .flatMap(
                        request -> worlds.awaited(request, Timeouts.forLookingUp(exchange.timeout(), exchange.spent())))
                .filter(world -> body.movedTo(waitingBodies));
    }

    /** A small body waits for a worker too, and so counts with the large ones from here on. */
    private CompletableFuture<Outcome> heavily(Question question, CollectedBody body, Exchange exchange) {
        return body.movedTo(waitingBodies)
                ? onWorker(heavy, body, exchange).run(() -> judge.answer(question, worlds.now(), exchange))
                : CompletableFuture.completedFuture(Outcome.of(Refusal.BUSY));
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
        } catch (Throwable failure) { // an error must be answered as well, and the loop must go on
            result.completeExceptionally(failure);
        }
    }

    private Outcome refusal(Throwable failure, Optional<Question> question) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof MalformedReviewException malformed) {
            return Outcome.of(
                    malformed.isTooLarge()
                            ? Refusal.tooLarge(String.valueOf(malformed.getMessage()))
                            : Refusal.malformed(String.valueOf(malformed.getMessage())));
        } else if (cause instanceof RejectedExecutionException) {
            return Outcome.of(Refusal.BUSY);
        } else if (cause instanceof TimeoutException) {
            observer.late(question);
            return Outcome.of(Refusal.TOO_LATE);
        }
        observer.failed(question, cause);
        return Outcome.of(cause instanceof OutOfMemoryError ? Refusal.NO_MEMORY : Refusal.BUG);
    }
}
