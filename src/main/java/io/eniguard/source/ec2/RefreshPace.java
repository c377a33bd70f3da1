package io.eniguard.source.ec2;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Decides how long to wait until the next reading. After a change, a few readings follow quickly, because changes often come in groups. If
 * nothing changes for a long time, or if AWS throttles calls, readings become less frequent. Each wait is random within a range, so that
 * replicas do not read at the same time.
 */
public final class RefreshPace {

    static final Duration USUAL = Duration.ofSeconds(60);
    static final Duration QUICK = Duration.ofSeconds(15);
    static final Duration SLOWEST = Duration.ofMinutes(5);
    static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private static final int QUICK_ROUNDS = 4;

    /** The number of unchanged readings after which the pace slows down: ten minutes at the usual pace. */
    private static final int QUIET_ROUNDS = 10;

    private static final double JITTER = 0.2;

    /**
     * The divisor that determines the shortest pause between two readings. The pause is at least one quarter of the wait, even if readings
     * take long.
     */
    private static final int SMALLEST_FRACTION = 4;

    private final Duration slowest;
    private final SplittableRandom random;
    private Duration wait = USUAL;
    private int quickRounds;
    private int quietRounds;
    private int failures;

    /** @param maxAge the age at which facts are too old; apart from the random change, no wait is longer than a third of this age */
    public RefreshPace(Duration maxAge, SplittableRandom random) {
        Duration third = maxAge.dividedBy(3);
        this.slowest = third.compareTo(SLOWEST) < 0 ? third : SLOWEST;
        this.random = random;
    }

    /**
     * Returns the time to wait after a reading.
     *
     * @param took the duration of the reading. After a successful reading, the duration is subtracted from the wait, so that facts about a
     *     large VPC are as fresh as facts about a small VPC
     */
    public Duration after(ReadingOutcome outcome, Duration took) {
        failures = outcome == ReadingOutcome.FAILED ? failures + 1 : 0;
        quietRounds = outcome == ReadingOutcome.UNCHANGED ? quietRounds + 1 : 0;
        quickRounds = outcome == ReadingOutcome.CHANGED ? QUICK_ROUNDS : Math.max(0, quickRounds - 1);
        wait = switch (outcome) {
            case THROTTLED -> doubled(wait);
            case FAILED -> shorter(USUAL, FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 6)));
            case CHANGED, UNCHANGED -> quickRounds > 0 ? QUICK : quietRounds > QUIET_ROUNDS ? doubled(wait) : USUAL;
        };
        wait = shorter(wait, slowest);
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        Duration drawn = Duration.ofMillis(Math.round(wait.toMillis() * factor));
        return switch (outcome) {
            case THROTTLED, FAILED -> drawn;
            case CHANGED, UNCHANGED -> longer(drawn.minus(took), drawn.dividedBy(SMALLEST_FRACTION));
        };
    }

    private static Duration doubled(Duration wait) {
        return wait.compareTo(USUAL) < 0 ? USUAL : wait.multipliedBy(2);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
