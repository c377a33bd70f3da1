package io.eniguard.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests how a test waits for a condition. */
class AwaitTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void waitingEndsWhenTheConditionHolds() throws Exception {
        Await.that("three looks", () -> looks.incrementAndGet() == 3, () -> "");
        assertEquals(3, looks.get());
    }

    @Test
    void theExpectedValueIsReturned() throws Exception {
        assertEquals(3, Await.value("three looks", looks::incrementAndGet, value -> value == 3));
        assertEquals(3, looks.get());
    }

    @Test
    void theDeadlineEndsTheWaiting() {
        AssertionError late = assertThrows(
                AssertionError.class,
                () -> Await.within(Duration.ofMillis(1), "a miracle", () -> false, () -> "the log"));
        assertEquals("not reached within 0 s: a miracle%nthe log".formatted(), late.getMessage());
    }

    @Test
    void aFailureEndsTheWaiting() {
        assertThrows(
                IOException.class,
                () -> Await.that(
                        "never",
                        () -> {
                            throw new IOException("the process has ended");
                        },
                        () -> ""));
    }
}
