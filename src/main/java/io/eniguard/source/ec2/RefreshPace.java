package io.eniguard.source.ec2;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long to wait until the next reading. A change seldom comes alone, so several quick readings follow one; where nothing changes
 * for long, and where AWS asks for fewer calls, they become rare. Each wait is drawn from a range, so that replicas spread.
 */
public final class RefreshPace {

    static final Duration USUAL = Duration.ofSeconds(60);
    static final Duration QUICK = Duration.ofSeconds(15);
    static final Duration SLOWEST = Duration.ofMinutes(5);
    static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private static final int QUICK_ROUNDS = 4;

    /** Ten minutes of the usual pace. */
    private static final int QUIET_ROUNDS = 10;

    private static final double JITTER = 0.2;

    /** Of a wait: at least so much of it is left between two readings, however long they take. */
    private static final int LEAST_PART = 4;

    private final Duration slowest;
    private final SplittableRandom random;
    private Duration wait = USUAL;
    private int quickRounds;
    private int quietRounds;
    private int failures;

    /** @param maxAge older facts are not relied upon, so that a few readings should fit in it */
    public RefreshPace(Duration maxAge, SplittableRandom random) {
        Duration third = maxAge.dividedBy(3);
        this.slowest = third.compareTo(SLOWEST) < 0 ? third : SLOWEST;
        this.random = random;
    }

    /** What a reading met. */
    public enum Met {
        NOTHING_NEW,
        CHANGE,
        THROTTLING,
        FAILURE
    }

    /**
     * How long to wait now.
     *
     * @param took the reading before: where AWS answers, readings begin at this pace, so that facts of a large VPC are as fresh as
     *     those of a small one
     */
    public Duration after(Met met, Duration took) {
        failures = met == Met.FAILURE ? failures + 1 : 0;
        quietRounds = met == Met.NOTHING_NEW ? quietRounds + 1 : 0;
        quickRounds = met == Met.CHANGE ? QUICK_ROUNDS : Math.max(0, quickRounds - 1);
        wait = switch (met) {
            case THROTTLING -> doubled(wait);
            case FAILURE -> shorter(USUAL, FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 6)));
            case CHANGE, NOTHING_NEW -> quickRounds > 0 ? QUICK : quietRounds > QUIET_ROUNDS ? doubled(wait) : USUAL;
        };
        wait = shorter(wait, slowest);
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        Duration drawn = Duration.ofMillis(Math.round(wait.toMillis() * factor));
        return switch (met) {
            case THROTTLING, FAILURE -> drawn;
            case CHANGE, NOTHING_NEW -> longer(drawn.minus(took), drawn.dividedBy(LEAST_PART));
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
