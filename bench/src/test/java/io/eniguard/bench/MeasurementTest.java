package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void throughputIsTheNumberOfRightAnswersPerSecond() {
        assertEquals(400, measurement(1_000, 2_500, 1, 2, 3, 0).throughput(), 1e-9);
    }

    @Test
    void percentilesCoverAllRecordedValues() {
        var recorded = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
        for (int millis = 1; millis <= 1_000; millis++) {
            recorded.recordValue(Duration.ofMillis(millis).toNanos());
        }
        Measurement.Latency latency = Measurement.Latency.of(recorded);
        near(500, latency.p50());
        near(990, latency.p99());
        near(1_000, latency.max());
    }

    @Test
    void theMedianIsTakenOfEachFigureSeparately() {
        Measurement median = Measurement.median(List.of(
                measurement(100, 1_000, 1, 30, 300, 0),
                measurement(300, 1_010, 3, 10, 200, 0),
                measurement(200, 1_020, 2, 20, 100, 0)));
        assertEquals(measurement(200, 1_010, 2, 20, 200, 0), median);
    }

    @Test
    void failuresOfAnyRoundShowInTheMedian() {
        Measurement good = measurement(100, 1_000, 1, 2, 3, 0);
        Measurement bad = measurement(100, 1_000, 1, 2, 3, 5);
        assertEquals(
                new Measurement.Failures(5, Optional.of("broken")),
                Measurement.median(List.of(good, bad, good)).failures());
    }

    private static void near(int millis, Duration latency) {
        // The histogram keeps three digits.
        assertTrue(Math.abs(latency.toNanos() / 1e6 / millis - 1) < 0.001, latency::toString);
    }

    private static Measurement measurement(long answers, int millis, int p50, int p99, int max, int failures) {
        return new Measurement(
                answers,
                new Measurement.Failures(failures, Optional.of("broken").filter(first -> failures > 0)),
                Duration.ofMillis(millis),
                new Measurement.Latency(Duration.ofMillis(p50), Duration.ofMillis(p99), Duration.ofMillis(max)),
                Duration.ofMillis(10));
    }
}
