package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.world.World;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a failure during a review, on the event loop or on a worker, is answered, counted and logged. */
class ReviewLanesTest {

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",\
            "userInfo":{"username":"u"},"object":{"apiVersion":"%s","kind":"%s","metadata":{"name":"n"}},"oldObject":null}}""";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> observed = new ArrayList<>();

    private final ReviewObserver observer = new ReviewObserver() {
        @Override
        public void reviewed(Question question, String kind, Verdict verdict, Duration took) {
            observed.add("reviewed");
        }

        @Override
        public void refused(int status) {
            observed.add("refused " + status);
        }

        @Override
        public void late(Optional<Question> question) {
            observed.add("late " + question.map(Question::uid));
        }

        @Override
        public void failed(Optional<Question> question, Throwable failure) {
            observed.add(
                    "failed " + question.map(Question::uid) + failure.getClass().getSimpleName());
        }
    };

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
        ReviewLanes lanes = new ReviewLanes(new Judge(new Reviewer(), observer), worlds, observer, budget);
        Exchange exchange =
                new Exchange(vertx.getOrCreateContext(), Endpoint.VALIDATE, System.nanoTime(), Optional.of(timeout));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        exchange.onLoop(() -> {
            Future<?> unused = lanes.judge(body(review, budget), exchange).thenAccept(outcome::complete);
        });
        return outcome.get(1, TimeUnit.MINUTES).refusal().map(Refusal::status).orElse(200);
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
        assertEquals(List.of("failed Optional[u]StackOverflowError"), observed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap", "ENIConfig"})
    void anOutOfMemoryErrorIsAnsweredAsBusy(String kind) throws Exception {
        assertEquals(503, status(review(kind), Duration.ofSeconds(3), () -> {
            throw new OutOfMemoryError();
        }));
        assertEquals(List.of("failed Optional[u]OutOfMemoryError"), observed);
    }
}
