package io.eniguard.admission;

import io.eniguard.review.Reviewer;
import io.eniguard.threads.DaemonThreads;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.json.bind.JsonbBuilder;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.eclipse.yasson.YassonJsonb;

/**
 * Answers {@code POST /validate} and {@code POST /mutate}. Every request is counted and gets a JSON answer, even if its review fails. Safe
 * for use by several event loops.
 */
public final class AdmissionRoutes implements Handler<HttpServerRequest> {

    private final Vertx vertx;
    private final ReviewObserver observer;
    private final Judge judge;
    private final Replies replies;
    private final BodyCollector.Budgets budgets =
            BodyCollector.Budgets.of(ReviewLimits.forHeap(Runtime.getRuntime().maxMemory()));
    private final ReviewLanes lanes;

    public AdmissionRoutes(Vertx vertx, Reviewer reviewer, Worlds worlds, ReviewObserver observer) {
        YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
        this.vertx = vertx;
        this.observer = new GuardedObserver(observer);
        this.judge = new Judge(jsonb, reviewer, this.observer);
        this.replies = new Replies(this.observer, new RefusalBodies(jsonb));
        this.lanes = new ReviewLanes(judge, worlds, this.observer, budgets.large());
    }

    /**
     * Starts a background thread that loads the classes needed by a review, while the server prepares to open its port. Best effort:
     * {@link #rehearseHere} loads any remaining classes.
     */
    public static void rehearse() {
        Thread rehearsal = DaemonThreads.named("rehearsal").newThread(() -> {
            YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
            Rehearsal.run(new ReviewReader(jsonb), new Reviewer(), new AnswerWriter(jsonb));
        });
        // If the rehearsal fails, the same failure occurs again when the server starts, and is reported then.
        rehearsal.setUncaughtExceptionHandler((thread, failure) -> {});
        rehearsal.start();
    }

    /** Loads the classes that a review needs, so that the first review is answered as fast as the others. */
    public void rehearseHere() {
        judge.rehearse();
    }

    /** Returns the number of reviews that still block a thread after their deadline. */
    public int stuckReviews() {
        return lanes.stuck();
    }

    /** Returns whether only a restart helps, because many threads are blocked by reviews that are not expected to end. */
    public boolean isStuck() {
        return lanes.hanging() >= ReviewWorkers.MOST_STUCK;
    }

    /**
     * Returns a handler that asks the gate first.
     *
     * @param gate returns the reason to refuse a request; empty to allow it
     */
    public Handler<HttpServerRequest> behind(Function<HttpServerRequest, Optional<String>> gate) {
        return request -> handle(request, gate);
    }

    @Override
    public void handle(HttpServerRequest request) {
        handle(request, admitted -> Optional.empty());
    }

    private void handle(HttpServerRequest request, Function<HttpServerRequest, Optional<String>> gate) {
        long started = System.nanoTime();
        try {
            Optional<String> forbidden = gate.apply(request);
            if (forbidden.isPresent()) {
                replies.refuse(request, new Refusal(403, forbidden.get()));
                return;
            }
            Optional<Refusal> refusal = RequestHead.refusal(request);
            Optional<Endpoint> endpoint = Endpoint.at(String.valueOf(request.path()));
            if (refusal.isPresent() || endpoint.isEmpty()) {
                replies.refuse(request, refusal.orElse(Refusal.NOT_FOUND));
                return;
            }
            Exchange exchange = new Exchange(
                    vertx.getOrCreateContext(), endpoint.get(), started, Timeouts.inQuery(request.query()));
            BodyCollector.collect(vertx, request, budgets, new Call(request, exchange));
        } catch (Throwable failure) { // Vert.x would only log the failure, and the caller would wait
            replies.fail(request, failure);
        }
    }

    /** Answers a request that could not be parsed as HTTP/1.1, and closes the connection. */
    public void handleInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        replies.refuse(request, Refusal.unreadable(cause));
        request.connection().close();
    }

    /** Receives the body of one request, has it reviewed, and sends the answer. */
    private final class Call implements BodyReceiver {

        private final HttpServerRequest request;
        private final Exchange exchange;

        Call(HttpServerRequest request, Exchange exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        @Override
        public void complete(CollectedBody body) {
            if (exchange.isOver()) {
                body.release();
                observer.late(Optional.empty());
                replies.refuse(request, Refusal.TOO_LATE);
                return;
            }
            Future<?> unused = lanes.judge(body, exchange).whenComplete((result, failure) -> {
                body.release();
                exchange.onLoop(() -> {
                    if (failure == null) {
                        replies.send(request, result);
                    } else {
                        replies.fail(request, failure);
                    }
                });
            });
        }

        @Override
        public void refused(Refusal refusal) {
            replies.refuse(request, refusal);
        }

        @Override
        public void failed(Throwable failure) {
            replies.fail(request, failure);
        }
    }
}
