package io.eniguard.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Measures an engine without a network: one thread reads and judges one review after the other from its bytes. */
public final class InProcess {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** Reads and judges one review. */
    public interface Engine<X extends Exception> {
        void review(byte[] json) throws X;
    }

    private InProcess() {}

    /**
     * Judges the reviews in turn until the time is over. An exception of the engine ends the measurement.
     *
     * @return answers and latencies; there are no failures
     */
    public static <X extends Exception> Measurement measure(List<Review> reviews, Engine<X> engine, Duration duration)
            throws X {
        List<byte[]> bodies = bodies(reviews);
        var latencies = new Histogram(LONGEST, 3);
        long start = System.nanoTime();
        long now = start;
        for (int next = 0; now - start < duration.toNanos(); next = (next + 1) % bodies.size()) {
            engine.review(bodies.get(next));
            long end = System.nanoTime();
            latencies.recordValue(Math.min(LONGEST, end - now));
            now = end;
        }
        return measurement(latencies, Duration.ofNanos(now - start));
    }

    /**
     * Does the same as {@link #measure}, but at a fixed rate. The latency of a review counts from its due time, so a slow review also
     * delays the following ones.
     */
    public static <X extends Exception> Measurement measure(
            List<Review> reviews, Engine<X> engine, Duration duration, int perSecond) throws X {
        List<byte[]> bodies = bodies(reviews);
        var latencies = new Histogram(LONGEST, 3);
        long between = SECOND / perSecond;
        long start = System.nanoTime();
        long now = start;
        for (int number = 0; number * between < duration.toNanos(); number++) {
            long due = start + number * between;
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            engine.review(bodies.get(number % bodies.size()));
            now = System.nanoTime();
            latencies.recordValue(Math.min(LONGEST, now - due));
        }
        return measurement(latencies, Duration.ofNanos(now - start));
    }

    private static List<byte[]> bodies(List<Review> reviews) {
        return reviews.stream()
                .map(review -> review.json().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Measurement measurement(Histogram latencies, Duration elapsed) {
        return new Measurement(
                latencies.getTotalCount(),
                new Measurement.Failures(0, Optional.empty()),
                elapsed,
                Measurement.Latency.of(latencies),
                elapsed);
    }
}
