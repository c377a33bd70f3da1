package io.eniguard.admission;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReviewWorkersTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int BODY = 100;

    private final BodyBudget budget = new BodyBudget(1 << 20);
    private final ReviewWorkers workers = new ReviewWorkers("test", 1, 2);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endAll() {
        end.countDown();
    }

    private HeldCharge charge() {
        BodyBudget.Charge charge = budget.open(() -> {});
        charge.reserveJudging(BODY);
        return new HeldCharge(charge);
    }

    private CompletableFuture<String> endless(Duration deadline, HeldCharge charge) {
        return workers.run(
                () -> {
                    end.await();
                    return "late";
                },
                deadline,
                charge);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return requireNonNull(assertThrows(ExecutionException.class, () -> future.get(1, TimeUnit.MINUTES))
                .getCause());
    }

    @Test
    void theResultOfTheWorkIsReturned() throws Exception {
        assertEquals("done", workers.run(() -> "done", LONG, charge()).get(1, TimeUnit.MINUTES));
    }

    @Test
    void anErrorOfTheWorkIsPassedOn() {
        CompletableFuture<String> overflown = workers.run(
                () -> {
                    throw new StackOverflowError();
                },
                LONG,
                charge());
        assertInstanceOf(StackOverflowError.class, failure(overflown));
    }

    @Test
    void aReviewPastItsDeadlineIsAbandonedAndItsThreadReplaced() throws Exception {
        assertInstanceOf(TimeoutException.class, failure(endless(SHORT, charge())));
        Await.value("stuck threads", workers::stuck, stuck -> stuck == 1);
        assertEquals("done", workers.run(() -> "done", LONG, charge()).get(1, TimeUnit.MINUTES));
        end.countDown();
        Await.value("stuck threads", workers::stuck, stuck -> stuck == 0);
        assertEquals("done", workers.run(() -> "done", LONG, charge()).get(1, TimeUnit.MINUTES));
    }

    @Test
    void noMoreThreadsAreAddedThanMayBeStuck() throws Exception {
        for (int i = 0; i <= ReviewWorkers.MOST_STUCK; i++) {
            assertInstanceOf(TimeoutException.class, failure(endless(SHORT, charge())));
        }
        Await.value("stuck threads", workers::stuck, stuck -> stuck == ReviewWorkers.MOST_STUCK + 1);
        assertInstanceOf(TimeoutException.class, failure(workers.run(() -> "done", SHORT, charge())));
    }

    @Test
    void aReviewIsTurnedAwayIfTheQueueIsFull() {
        List<CompletableFuture<String>> taken =
                List.of(endless(LONG, charge()), endless(LONG, charge()), endless(LONG, charge()));
        assertEquals(0, taken.stream().filter(CompletableFuture::isDone).count());
        assertInstanceOf(RejectedExecutionException.class, failure(endless(LONG, charge())));
    }

    @Test
    void aReviewThatExpiredInTheQueueIsNeverRun() throws Exception {
        CompletableFuture<String> running = endless(LONG, charge());
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<String> waiting = workers.run(
                () -> {
                    done.countDown();
                    return "done";
                },
                SHORT,
                charge());
        assertInstanceOf(TimeoutException.class, failure(waiting));
        end.countDown();
        Await.that("the running review ends", running::isDone, () -> "");
        assertEquals(1, done.getCount());
        assertEquals(0, workers.stuck());
    }

    @Test
    void aBodyCountsUntilTheThreadHasReallyEnded() throws Exception {
        HeldCharge charge = charge();
        assertInstanceOf(TimeoutException.class, failure(endless(SHORT, charge)));
        charge.release();
        assertEquals(BodyBudget.REQUEST_BYTES + BodyBudget.JUDGED_FACTOR * BODY, budget.heldBytes());
        end.countDown();
        Await.value("held bytes", budget::heldBytes, held -> held == 0);
    }
}
