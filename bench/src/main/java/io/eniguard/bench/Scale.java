package io.eniguard.bench;

import java.time.Duration;
import java.util.List;

/**
 * The duration of the parts of a bench.
 *
 * @param engine the time for each kind of review with the engine alone, after a warm-up of the same length
 * @param wire the rounds for the servers, and for reviews with and without readings of a large VPC
 * @param readings the number of readings of a large VPC
 * @param starts the number of starts of each program
 * @param reviews the number of reviews for the memory of a server on a JVM; the native executable gets a tenth
 * @param audited the numbers of nodes of the audited clusters
 */
public record Scale(Duration engine, Rounds wire, int readings, int starts, long reviews, List<Integer> audited) {
    /** A run of about 20 minutes. */
    public static final Scale FULL = new Scale(
            Duration.ofSeconds(20),
            new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(4)),
            5,
            9,
            1_000_000,
            List.of(10_000, 100_000));

    /** A run of two or three minutes that only checks that everything works. Without a warm-up, its figures are worth little. */
    public static final Scale QUICK = new Scale(
            Duration.ofSeconds(2),
            new Rounds(1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            1,
            1,
            10_000,
            List.of(1_000));
}
