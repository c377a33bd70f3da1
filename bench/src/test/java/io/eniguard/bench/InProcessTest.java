package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class InProcessTest {
    private static final List<Review> REVIEWS = List.of(new Review("/", "1", "one"), new Review("/", "2", "two"));

    @Test
    void reviewsAreUsedInTurn() {
        var seen = new ArrayList<String>();
        Measurement measurement = InProcess.measure(
                REVIEWS, json -> seen.add(new String(json, StandardCharsets.UTF_8)), Duration.ofMillis(20));
        assertEquals(List.of("one", "two", "one"), seen.subList(0, 3));
        assertEquals(seen.size(), measurement.answers());
    }

    @Test
    void theTimeOfTheEngineIsMeasured() {
        Measurement measurement = InProcess.measure(
                REVIEWS, json -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos()), Duration.ofMillis(50));
        assertTrue(measurement.latency().p50().toMillis() >= 4, measurement::toString);
        assertTrue(measurement.answers() <= 12, measurement::toString);
    }

    @Test
    void aSlowReviewDelaysTheFollowingReviews() {
        var number = new AtomicInteger();
        Measurement measurement = InProcess.measure(
                REVIEWS,
                json -> {
                    if (number.getAndIncrement() == 0) {
                        LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
                    }
                },
                Duration.ofMillis(100),
                100);
        assertEquals(10, measurement.answers());
        // The first review takes 60 ms, so the reviews that are due after 10, 20, 30 and 40 ms take at least 20 ms.
        assertTrue(measurement.latency().p50().toMillis() >= 4, measurement::toString);
    }
}
