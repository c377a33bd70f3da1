package io.eniguard.server.lead;

import java.time.Duration;

/**
 * Decides when the next audit is due. All times are of a monotonic clock, in nanoseconds. Not safe for use by several threads.
 *
 * <p>An audit starts {@link #QUIET} after the last of a burst of changes, but at most {@link #LONGEST_BURST} after the first one, and at
 * the latest one interval after the start of the last audit. Audits take at most a tenth of the time, however many changes there are,
 * unless the next audit would start later than that. After a failure, the audit is repeated after growing pauses. The time for which the
 * API server wants to be left alone can delay an audit further, but not by more than an interval.
 */
final class AuditSchedule {

    static final Duration QUIET = Duration.ofSeconds(5);
    static final Duration LONGEST_BURST = Duration.ofMinutes(1);
    static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    /** The pause after an audit, as a multiple of the time that the audit took. */
    private static final int PAUSE = 9;

    private final Duration interval;

    private boolean hasRun;
    private long startedNanos;
    private long endedNanos;
    private boolean isChanged;
    private long firstChangeNanos;
    private long lastChangeNanos;
    private boolean hasFailed;
    private Duration retry = FIRST_RETRY;
    private Duration pause = Duration.ZERO;

    AuditSchedule(Duration interval) {
        this.interval = interval;
    }

    void changed(long now) {
        if (!isChanged) {
            isChanged = true;
            firstChangeNanos = now;
        }
        lastChangeNanos = now;
    }

    boolean isDue(long now) {
        if (!hasRun) {
            return true;
        } else if (!isPast(now, endedNanos, pause)) {
            return false;
        }
        return isPast(now, startedNanos, interval)
                || (isChanged && (isPast(now, lastChangeNanos, QUIET) || isPast(now, firstChangeNanos, LONGEST_BURST)))
                || (hasFailed && isPast(now, endedNanos, retry));
    }

    private static boolean isPast(long now, long since, Duration time) {
        return now - since >= time.toNanos();
    }

    /** Records the start of an audit. Changes from now on need another audit. */
    void started(long now) {
        startedNanos = now;
        isChanged = false;
    }

    /**
     * Records the end of an audit.
     *
     * @param failed whether something must be tried again, such as a report that could not be written
     * @param askedPause the pause that the API server requests; zero if it requests none
     */
    void ended(long now, boolean failed, Duration askedPause) {
        endedNanos = now;
        retry = !failed || !hasFailed ? FIRST_RETRY : min(retry.multipliedBy(2), interval);
        Duration took = Duration.ofNanos(now - startedNanos);
        Duration rest = max(interval.minus(took), Duration.ZERO);
        pause = max(min(took.multipliedBy(PAUSE), rest), min(askedPause, interval));
        hasFailed = failed;
        hasRun = true;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
