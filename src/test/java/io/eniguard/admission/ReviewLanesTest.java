package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.world.World;
import io.vertx.core.Vertx;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.yasson.YassonJsonb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a failure during a review, on the event loop or on a worker, is answered, counted and logged. */
class ReviewLanesTest {

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",\
            "userInfo":{"username":"u"},"object":{"apiVersion":"%s","kind":"%s","metadata":{"name":"n"}},"oldObject":null}}""";

    private final Vertx vertx = Vertx.vertx();
    private final RecordedReviews observer = new RecordedReviews();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private int status(String review, Duration timeout, Supplier<World> world) throws Exception {
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
        BodyBudget budget = new BodyBudget(1 << 20);
        Judge judge = new Judge((YassonJsonb) JsonbBuilder.create(), new Reviewer(), observer);
        ReviewLanes lanes = new ReviewLanes(judge, worlds, observer, budget);
        Exchange exchange =
                new Exchange(vertx.getOrCreateContext(), Endpoint.VALIDATE, System.nanoTime(), Optional.of(timeout));
        CompletableFuture<ReviewResult> result = new CompletableFuture<>();
        exchange.onLoop(() -> {
            Future<?> unused = lanes.judge(body(review, budget), exchange).thenAccept(result::complete);
        });
        return result.get(1, TimeUnit.MINUTES).refusal().map(Refusal::status).orElse(200);
    }

    private static CollectedBody body(String review, BodyBudget budget) {
        byte[] bytes = review.getBytes(StandardCharsets.UTF_8);
        return new CollectedBody(bytes, budget.open(() -> {}));
    }

    private static String review(String kind) {
        return REVIEW.formatted(kind.equals("ConfigMap") ? "v1" : "crd.k8s.amazonaws.com/v1alpha1", kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap", "ENIConfig"})
    void aStackOverflowIsAServerError(String kind) throws Exception {
        assertEquals(500, status(review(kind), Duration.ofSeconds(3), () -> {
            throw new StackOverflowError();
        }));
        assertEquals(List.of("failed Optional[u]StackOverflowError"), observer.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap", "ENIConfig"})
    void anOutOfMemoryErrorIsAnsweredAsBusy(String kind) throws Exception {
        assertEquals(503, status(review(kind), Duration.ofSeconds(3), () -> {
            throw new OutOfMemoryError();
        }));
        assertEquals(List.of("failed Optional[u]OutOfMemoryError"), observer.calls());
    }
}
