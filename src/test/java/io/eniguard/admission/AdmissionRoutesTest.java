package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that every request is answered and observed, whatever fails. The server listens on loopback without TLS. */
class AdmissionRoutesTest {

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",\
            "userInfo":{"username":"u"},"object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"n"}},"oldObject":null}}""";

    private static final World NOTHING_KNOWN = new World(
            VpcSnapshot.nothing("EC2"), ClusterSnapshot.builder().build(), Parameters.DEFAULTS, Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();
    private final RecordedReviews observer = new RecordedReviews();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private AdmissionRoutes routes(ReviewObserver observed, Supplier<World> world) {
        Worlds worlds = new Worlds() {
            @Override
            public World now() {
                return world.get();
            }

            @Override
            public Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within) {
                return Optional.empty();
            }
        };
        return new AdmissionRoutes(vertx, new Reviewer(), worlds, observed);
    }

    private HttpResponse<String> send(Handler<HttpServerRequest> server, String path, String body) throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(server)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES)
                .actualPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .get(20, TimeUnit.SECONDS);
    }

    /** Returns an observer that throws an exception for each event, except {@code unobserved}, which it records. */
    private ReviewObserver failing() {
        return new ReviewObserver() {
            @Override
            public void reviewed(Question question, String kind, Verdict verdict, Duration took) {
                throw new IllegalStateException("no metric");
            }

            @Override
            public void refused(int status, String reason) {
                throw new OutOfMemoryError();
            }

            @Override
            public void late(Optional<Question> question) {
                throw new IllegalStateException("no metric");
            }

            @Override
            public void failed(Optional<Question> question, Throwable failure) {
                throw new IllegalStateException("no metric");
            }

            @Override
            public void unobserved(Throwable failure) {
                observer.unobserved(failure);
            }
        };
    }

    @Test
    void aReviewIsAnsweredEvenIfItCannotBeCounted() throws Exception {
        assertEquals(
                200,
                send(routes(failing(), () -> NOTHING_KNOWN), "/validate", REVIEW)
                        .statusCode());
        assertEquals(List.of("unobserved IllegalStateException"), observer.calls());
    }

    @Test
    void aRefusalIsSentEvenIfItCannotBeCounted() throws Exception {
        assertEquals(
                400,
                send(routes(failing(), () -> NOTHING_KNOWN), "/validate", "{").statusCode());
        assertEquals(List.of("unobserved OutOfMemoryError"), observer.calls());
    }

    @Test
    void aReviewThatArrivesAfterItsDeadlineIsObservedAsLate() throws Exception {
        assertEquals(
                504,
                send(routes(observer, () -> NOTHING_KNOWN), "/validate?timeout=0s", REVIEW)
                        .statusCode());
        assertEquals(
                List.of("late Optional.empty", "refused 504 the deadline of the request has passed"), observer.calls());
    }

    @Test
    void aReviewWithoutMemoryIsAnsweredAsBusy() throws Exception {
        HttpResponse<String> answer = send(
                routes(observer, () -> {
                    throw new OutOfMemoryError();
                }),
                "/validate",
                REVIEW);
        assertEquals(503, answer.statusCode());
        assertEquals("{\"error\":\"the review needs more memory than is available\"}", answer.body());
    }

    @Test
    void aFailureBeforeTheBodyArrivesIsAnswered() throws Exception {
        AdmissionRoutes routes = routes(observer, () -> NOTHING_KNOWN);
        assertEquals(
                500,
                send(request -> routes.handle(failingAt(request, "query")), "/validate", REVIEW)
                        .statusCode());
        assertEquals(
                List.of(
                        "failed Optional.emptyIllegalStateException",
                        "refused 500 the review failed; the server's log has the reason"),
                observer.calls());
    }

    @Test
    void aGateRefusesRequestsAndItsFailureIsAnswered() throws Exception {
        AdmissionRoutes routes = routes(observer, () -> NOTHING_KNOWN);
        HttpResponse<String> refused = send(routes.behind(request -> Optional.of("not you")), "/validate", REVIEW);
        assertEquals(403, refused.statusCode());
        assertEquals("{\"error\":\"not you\"}", refused.body());
        HttpResponse<String> failed = send(
                routes.behind(request -> {
                    throw new IllegalStateException();
                }),
                "/validate",
                REVIEW);
        assertEquals(500, failed.statusCode());
        assertEquals(
                200,
                send(routes.behind(request -> Optional.empty()), "/validate", REVIEW)
                        .statusCode());
    }

    @Test
    void aFailureWhileTheBodyArrivesIsAnswered() throws Exception {
        BodyCollector.Budgets budgets = BodyCollector.Budgets.of(ReviewLimits.forHeap(64 << 20));
        Replies replies = new Replies(observer, new RefusalBodies(JsonbBuilder.create()));
        HttpResponse<String> answer = send(
                request -> BodyCollector.collect(vertx, request, budgets, new BodyReceiver() {
                    @Override
                    public void complete(CollectedBody body) {
                        throw new OutOfMemoryError();
                    }

                    @Override
                    public void refused(Refusal refusal) {
                        replies.refuse(request, refusal);
                    }

                    @Override
                    public void failed(Throwable failure) {
                        replies.fail(request, failure);
                    }
                }),
                "/validate",
                REVIEW);
        assertEquals(503, answer.statusCode());
        assertEquals(0, budgets.small().heldBytes());
    }

    @Test
    void aRequestWhoseAnswerCannotBeSentIsCutOffAtOnce() {
        AdmissionRoutes routes = routes(observer, () -> NOTHING_KNOWN);
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> send(
                        request -> {
                            Future<Void> unused =
                                    request.response().setChunked(true).write("an answer has begun");
                            routes.handle(request);
                        },
                        "/validate",
                        REVIEW));
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(List.of("reviewed u", "failed Optional.emptyIllegalStateException"), observer.calls());
    }

    /** Returns the same request, except that one of its methods throws an exception. */
    private static HttpServerRequest failingAt(HttpServerRequest request, String method) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        throw new IllegalStateException(method);
                    }
                    return called.invoke(request, arguments);
                });
    }
}
