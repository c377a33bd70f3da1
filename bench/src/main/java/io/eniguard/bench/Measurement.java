package io.eniguard.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * What one run of load showed.
 *
 * @param answers right ones: status 200, and the uid of the request
 * @param failures all others, lost connections included
 * @param elapsed from the first request to the last answer
 * @param generatorCpu processor time that this process took meanwhile, all of it: near {@code elapsed}, the generator was the bottleneck
 */
public record Measurement(long answers, Failures failures, Duration elapsed, Latency latency, Duration generatorCpu) {

    /** Answers a second. */
    public double throughput() {
        return answers * 1e9 / elapsed.toNanos();
    }

    /** The median of each figure by itself; failures are summed up, since a round that failed must not be voted away. */
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
        // Of an even number of rounds the lower of the two in the middle: a value that was measured, not a mean.
        List<T> sorted =
                rounds.stream().map(figure).sorted(Comparator.naturalOrder()).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /**
     * Requests without a right answer.
     *
     * @param first what the first one was, with the server's words
     */
    public record Failures(long count, Optional<String> first) {}

    /** From the moment a request was due to the end of its answer. */
    public record Latency(Duration p50, Duration p99, Duration max) {
        static Latency of(Histogram nanoseconds) {
            return new Latency(
                    Duration.ofNanos(nanoseconds.getValueAtPercentile(50)),
                    Duration.ofNanos(nanoseconds.getValueAtPercentile(99)),
                    Duration.ofNanos(nanoseconds.getMaxValue()));
        }
    }
}
