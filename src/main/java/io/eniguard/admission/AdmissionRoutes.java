package io.eniguard.admission;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.yasson.YassonJsonb;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /validate} and {@code POST /mutate}. A review needs microseconds, so it is answered on the event loop that read it; only
 * the few large ones go to a worker, and the few that name what is not known yet are answered once that was looked up.
 */
public final class AdmissionRoutes {

    /** Beyond it, reading takes long enough to hold up others on the same event loop. */
    private static final int LARGE_BYTES = 256 << 10;

    /** Bodies in memory at a time, as a part of the heap. */
    private static final int HEAP_PARTS = 4;

    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final Reviewer reviewer;
    private final Worlds worlds;
    private final ReviewObserver observer;
    private final YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
    private final ReviewReader reader = new ReviewReader(jsonb);
    private final AnswerWriter writer = new AnswerWriter(jsonb);
    private final BodyBudget budget = new BodyBudget(
            Math.max(2L * BodyCollector.LIMIT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PARTS));

    public AdmissionRoutes(Vertx vertx, Reviewer reviewer, Worlds worlds, ReviewObserver observer) {
        this.vertx = vertx;
        this.reviewer = reviewer;
        this.worlds = worlds;
        this.observer = observer;
    }

    /**
     * Loads what a review needs, in a thread beside all that a server does before it opens its port. A try: {@link #mount} does what
     * is left to do.
     */
    public static void rehearse() {
        var rehearsal = new Thread(
                () -> {
                    YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
                    Rehearsal.run(new ReviewReader(jsonb), new Reviewer(), new AnswerWriter(jsonb));
                },
                "rehearsal");
        rehearsal.setDaemon(true);
        // mount meets the same failure, and tells it.
        rehearsal.setUncaughtExceptionHandler((thread, failure) -> {});
        rehearsal.start();
    }

    /** Takes over every path of the router, and is ready to answer at once. */
    public void mount(Router router) {
        Rehearsal.run(reader, reviewer, writer);
        router.route("/validate").handler(context -> receive(context, this::validate));
        router.route("/mutate").handler(context -> receive(context, this::mutate));
        router.route()
                .last()
                .handler(context -> refuse(
                        context.response(),
                        new Refusal(404, "nothing at this path: reviews go to /validate and /mutate")));
    }

    /** One of the two webhooks. */
    private interface Webhook {
        byte[] answer(Question question, World world, long startedNanos);
    }

    private void receive(RoutingContext context, Webhook webhook) {
        HttpServerRequest request = context.request();
        long started = System.nanoTime();
        if (!request.method().equals(HttpMethod.POST)) {
            context.response().putHeader("Allow", "POST");
            refuse(context.response(), Refusal.NOT_POST);
        } else if (!isJson(request.getHeader("Content-Type"))) {
            refuse(context.response(), Refusal.NOT_JSON);
        } else {
            Optional<Duration> timeout = Timeouts.parse(request.getParam("timeout"));
            BodyCollector.collect(
                    vertx,
                    request,
                    budget,
                    body -> answer(context.response(), body, webhook, started, timeout),
                    refusal -> refuse(context.response(), refusal));
            return;
        }
        request.resume();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private void answer(
            HttpServerResponse response, byte[] body, Webhook webhook, long started, Optional<Duration> timeout) {
        Future<Outcome> outcome = body.length <= LARGE_BYTES
                ? judge(body, webhook, started, timeout)
                : vertx.executeBlocking(() -> judge(body, webhook, started, timeout), false)
                        .compose(judged -> judged);
        outcome.onSuccess(judged -> send(response, judged));
    }

    /** Either an answer or a refusal. */
    private record Outcome(Buffer answer, Optional<Refusal> refusal) {

        static Outcome of(byte[] answer) {
            return new Outcome(Buffer.buffer(answer), Optional.empty());
        }

        static Outcome of(Refusal refusal) {
            return new Outcome(Buffer.buffer(), Optional.of(refusal));
        }
    }

    private Future<Outcome> judge(byte[] body, Webhook webhook, long started, Optional<Duration> timeout) {
        Duration spent = Duration.ofNanos(System.nanoTime() - started);
        if (timeout.filter(limit -> spent.compareTo(limit) > 0).isPresent()) {
            return Future.succeededFuture(Outcome.of(Refusal.TOO_LATE));
        }
        Question question;
        try {
            question = reader.read(body);
        } catch (MalformedReviewException e) {
            return Future.succeededFuture(Outcome.of(Refusal.malformed(String.valueOf(e.getMessage()))));
        }
        Duration left = Timeouts.forLookingUp(timeout, spent);
        return question.request()
                .flatMap(request -> worlds.awaited(request, left))
                .map(world -> Future.fromCompletionStage(world, vertx.getOrCreateContext())
                        .map(known -> decide(question, known, webhook, started)))
                .orElseGet(() -> Future.succeededFuture(decide(question, worlds.now(), webhook, started)));
    }

    private Outcome decide(Question question, World world, Webhook webhook, long started) {
        try {
            return Outcome.of(webhook.answer(question, world, started));
        } catch (RuntimeException bug) {
            observer.failed(question, bug);
            return Outcome.of(Refusal.BUG);
        }
    }

    private byte[] validate(Question question, World world, long started) {
        Verdict verdict = question.request()
                .map(request -> reviewer.validate(request, world))
                .orElse(Verdict.PASS);
        byte[] answer = writer.validated(question.uid(), verdict, world);
        observe(question, verdict, started);
        return answer;
    }

    private byte[] mutate(Question question, World world, long started) {
        Verdict verdict = question.request()
                .map(request -> reviewer.mutate(request, world))
                .orElse(Verdict.PASS);
        byte[] answer = writer.mutated(question.uid(), verdict, world);
        observe(question, verdict, started);
        return answer;
    }

    private void observe(Question question, Verdict verdict, long started) {
        String kind = question.request()
                .map(ReviewRequest::id)
                .flatMap((ObjectId id) -> reviewer.kindOf(id))
                .orElse("other");
        observer.reviewed(question, kind, verdict, Duration.ofNanos(System.nanoTime() - started));
    }

    private void send(HttpServerResponse response, Outcome outcome) {
        if (outcome.refusal().isPresent()) {
            refuse(response, outcome.refusal().get());
        } else if (!response.closed()) {
            response.putHeader("Content-Type", JSON).end(outcome.answer());
        }
    }

    private void refuse(HttpServerResponse response, Refusal refusal) {
        observer.refused(refusal.status());
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(refusal.status())
                    .putHeader("Content-Type", JSON)
                    .end(jsonb.toJson(Map.of("error", refusal.reason())));
        }
    }
}
