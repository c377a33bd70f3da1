package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefreshPaceTest {

    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final RefreshPace pace = new RefreshPace(MAX_AGE, new SplittableRandom(1));

    @Test
    void aChangeLeadsToQuickReadings() {
        assertAbout(60, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(15, pace.after(ReadingOutcome.CHANGED, Duration.ZERO));
        for (int i = 0; i < 3; i++) {
            assertAbout(15, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        }
        assertAbout(60, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
    }

    @Test
    void withoutChangesTheWaitGrowsToFiveMinutes() {
        IntStream.range(0, 10).forEach(i -> assertAbout(60, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO)));
        assertAbout(120, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(240, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(300, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(15, pace.after(ReadingOutcome.CHANGED, Duration.ZERO));
    }

    @Test
    void throttlingSlowsDown() {
        pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO);
        assertAbout(120, pace.after(ReadingOutcome.THROTTLED, Duration.ZERO));
        assertAbout(240, pace.after(ReadingOutcome.THROTTLED, Duration.ZERO));
        assertAbout(300, pace.after(ReadingOutcome.THROTTLED, Duration.ZERO));
    }

    @Test
    void afterFailuresTheWaitGrowsFromFiveSecondsToAMinute() {
        for (int seconds : List.of(5, 10, 20, 40, 60, 60)) {
            assertAbout(seconds, pace.after(ReadingOutcome.FAILED, Duration.ZERO));
        }
    }

    @Test
    void theDurationOfAReadingIsPartOfTheWait() {
        assertAbout(
                60, pace.after(ReadingOutcome.UNCHANGED, Duration.ofSeconds(20)).plusSeconds(20));
        assertAbout(15, pace.after(ReadingOutcome.UNCHANGED, Duration.ofMinutes(2)));
        assertAbout(120, pace.after(ReadingOutcome.THROTTLED, Duration.ofMinutes(1)));
        assertAbout(5, pace.after(ReadingOutcome.FAILED, Duration.ofMinutes(1)));
    }

    @Test
    void readingsComeMoreOftenThanTheMaximumAge() {
        RefreshPace hurried = new RefreshPace(Duration.ofSeconds(90), new SplittableRandom(1));
        IntStream.range(0, 30)
                .forEach(i -> assertTrue(
                        hurried.after(ReadingOutcome.UNCHANGED, Duration.ZERO).toSeconds() <= 36));
    }

    @Test
    void replicasReadAtDifferentTimes() {
        RefreshPace other = new RefreshPace(MAX_AGE, new SplittableRandom(2));
        assertNotEquals(
                pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO),
                other.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(60, pace.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
        assertAbout(60, other.after(ReadingOutcome.UNCHANGED, Duration.ZERO));
    }

    private static void assertAbout(int seconds, Duration wait) {
        assertTrue(
                wait.toMillis() >= seconds * 800L && wait.toMillis() <= seconds * 1200L,
                () -> wait + " is not about " + seconds + " s");
    }
}
