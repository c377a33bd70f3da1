package io.eniguard.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * The result of one run of load.
 *
 * @param answers the number of right answers, with status 200 and the uid of the request
 * @param failures all other requests, including lost connections
 * @param elapsed the time from the first request to the last answer
 * @param generatorCpu the processor time of this process in that time; if it is close to {@code elapsed}, the generator was the bottleneck
 */
public record Measurement(long answers, Failures failures, Duration elapsed, Latency latency, Duration generatorCpu) {

    /** Answers per second. */
    public double throughput() {
        return answers * 1e9 / elapsed.toNanos();
    }

    /** Returns the median of each figure separately. Failures are added up, so that a failed round is always visible. */
    public static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                middle(rounds, Measurement::answers),
                new Failures(
                        rounds.stream()
                                .mapToLong(round -> round.failures().count())
                                .sum(),
                        rounds.stream()
                                .flatMap(round -> round.failures().first().stream())
                                .findFirst()),
                middle(rounds, Measurement::elapsed),
                new Latency(
                        middle(rounds, round -> round.latency().p50()),
                        middle(rounds, round -> round.latency().p99()),
                        middle(rounds, round -> round.latency().max())),
                middle(rounds, Measurement::generatorCpu));
    }

    private static <T extends Comparable<T>> T middle(List<Measurement> rounds, Function<Measurement, T> figure) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no rounds");
        }
        // With an even number of rounds, this is the lower of the two middle values, so that the result is a measured
        // value and not a mean.
        List<T> sorted =
                rounds.stream().map(figure).sorted(Comparator.naturalOrder()).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /**
     * Requests without a right answer.
     *
     * @param first a description of the first failure, with the message of the server
     */
    public record Failures(long count, Optional<String> first) {}

    /** The time from the moment when a request was due to the end of its answer. */
    public record Latency(Duration p50, Duration p99, Duration max) {
        static Latency of(Histogram nanoseconds) {
            return new Latency(
                    Duration.ofNanos(nanoseconds.getValueAtPercentile(50)),
                    Duration.ofNanos(nanoseconds.getValueAtPercentile(99)),
                    Duration.ofNanos(nanoseconds.getMaxValue()));
        }
    }
}
