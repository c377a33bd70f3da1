package io.eniguard.admission;

import io.eniguard.review.Reviewer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.json.bind.JsonbBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.eclipse.yasson.YassonJsonb;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /validate} and {@code POST /mutate}. Every request is counted and gets a JSON answer, whatever goes wrong on the way.
 * Safe for use by several event loops.
 */
public final class AdmissionRoutes implements Handler<HttpServerRequest> {

    private static final String JSON = "application/json";

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Vertx vertx;
    private final ReviewObserver observer;
    private final Judge judge;
    private final BodyCollector.Budgets budgets =
            BodyCollector.Budgets.of(ReviewLimits.forHeap(Runtime.getRuntime().maxMemory()));
    private final ReviewLanes lanes;

    /** Created in advance, since there may be no memory left when it is needed. */
    private final Outcome nothingLeft = Outcome.of(Refusal.NO_MEMORY);

    public AdmissionRoutes(Vertx vertx, Reviewer reviewer, Worlds worlds, ReviewObserver observer) {
        this.vertx = vertx;
        this.observer = observer;
        this.judge = new Judge(reviewer, observer);
        this.lanes = new ReviewLanes(judge, worlds, observer, budgets.large());
    }

    /**
     * Loads the classes that a review needs in a background thread, while the server prepares to open its port. Best effort:
     * {@link #rehearseHere} does whatever is left.
     */
    public static void rehearse() {
        var rehearsal = new Thread(
                () -> {
                    YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
                    Rehearsal.run(new ReviewReader(jsonb), new Reviewer(), new AnswerWriter(jsonb));
                },
                "rehearsal");
        rehearsal.setDaemon(true);
        // The same failure occurs again when the server starts, and is reported there.
        rehearsal.setUncaughtExceptionHandler((thread, failure) -> {});
        rehearsal.start();
    }

    /** Loads the classes that a review needs, so that the first review is answered as fast as the others. */
    public void rehearseHere() {
        judge.rehearse();
    }

    /** The number of reviews that still hold a thread after their deadline. */
    public int stuckReviews() {
        return lanes.stuck();
    }

    /** Whether so many reviews hang that only a restart helps. */
    public boolean isStuck() {
        return lanes.hanging() >= ReviewWorkers.MOST_STUCK;
    }

    @Override
    public void handle(HttpServerRequest request) {
        long started = System.nanoTime();
        Optional<Endpoint> endpoint = Endpoint.at(String.valueOf(request.path()));
        Optional<Refusal> refusal = refusal(request, endpoint);
        if (refusal.isPresent() || endpoint.isEmpty()) {
            refuse(request, refusal.orElse(Refusal.NOT_FOUND));
            return;
        }
        Exchange exchange =
                new Exchange(vertx.getOrCreateContext(), endpoint.get(), started, Timeouts.inQuery(request.query()));
        BodyCollector.collect(
                vertx, request, budgets, body -> answer(request, body, exchange), reason -> refuse(request, reason));
    }

    /** Answers a request that could not be parsed as HTTP/1.1, and closes the connection. */
    public void handleInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        refuse(request, Refusal.unreadable(cause));
        request.connection().close();
    }

    /** Refuses a request of a caller that is not allowed. */
    public void forbid(HttpServerRequest request, String reason) {
        refuse(request, new Refusal(403, reason));
    }

    /** Returns the refusal of a request whose path, method or headers are wrong. */
    private static Optional<Refusal> refusal(HttpServerRequest request, Optional<Endpoint> endpoint) {
        if (request.version() == HttpVersion.HTTP_1_1 && request.getHeader("Host") == null) {
            return Optional.of(Refusal.NO_HOST);
        } else if (endpoint.isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        } else if (!request.method().equals(HttpMethod.POST)) {
            return Optional.of(Refusal.NOT_POST);
        } else if (!isJson(request.getHeader("Content-Type"))) {
            return Optional.of(Refusal.NOT_JSON);
        } else if (isEncoded(request.getHeader("Content-Encoding"))) {
            return Optional.of(Refusal.ENCODED);
        } else if (request.query() != null
                && BAD_ESCAPE.matcher(request.query()).find()) {
            return Optional.of(Refusal.BAD_QUERY);
        }
        return Optional.empty();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private static boolean isEncoded(@Nullable String contentEncoding) {
        return contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity");
    }

    private void answer(HttpServerRequest request, CollectedBody body, Exchange exchange) {
        if (exchange.isOver()) {
            body.release();
            refuse(request, Refusal.TOO_LATE);
            return;
        }
        Future<?> unused = lanes.judge(body, exchange).whenComplete((outcome, failure) -> {
            body.release();
            // A failure arrives here only if counting or logging it failed too, possibly for lack of memory.
            exchange.onLoop(() -> send(request, failure == null ? outcome : nothingLeft));
        });
    }

    private void send(HttpServerRequest request, Outcome outcome) {
        HttpServerResponse response = request.response();
        if (outcome.refusal().isPresent()) {
            refuse(request, outcome.refusal().get());
        } else if (!response.closed()) {
            response.putHeader("Content-Type", JSON).end(outcome.answer());
        }
    }

    private void refuse(HttpServerRequest request, Refusal refusal) {
        observer.refused(refusal.status());
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(refusal.status()).putHeader("Content-Type", JSON);
        if (refusal.equals(Refusal.NOT_POST)) {
            response.putHeader("Allow", "POST");
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            // Over HTTP/2, an answer to HEAD must be ended without a body.
            response.end();
        } else {
            response.end(judge.body(refusal));
        }
    }
}
