package io.eniguard.bench;

import java.time.Duration;

/**
 * How long a bench takes its time.
 *
 * @param engine for each kind of review with the engine alone, after as long a warm-up
 * @param wire rounds of the servers by turns, and of reviews while a large VPC is read and while not
 * @param readings of a large VPC
 * @param starts of each program
 * @param reviews for the server on a JVM whose memory is looked at; a tenth of it for the native one
 */
public record Scale(Duration engine, Rounds wire, int readings, int starts, long reviews) {
    /** About 20 minutes. */
    public static final Scale FULL = new Scale(
            Duration.ofSeconds(20), new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(4)), 5, 9, 1_000_000);

    /** To see that all of it works, in two or three minutes. Nothing is warm: its figures are worth little. */
    public static final Scale QUICK =
            new Scale(Duration.ofSeconds(2), new Rounds(1, Duration.ofSeconds(1), Duration.ofSeconds(1)), 1, 1, 10_000);
}
