package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests when the next audit is due. */
class AuditScheduleTest {

    private static final long SECOND = 1_000_000_000;
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final AuditSchedule schedule = new AuditSchedule(Duration.ofMinutes(10));

    private static long at(double seconds) {
        return START + (long) (seconds * SECOND);
    }

    private void run(double from, double to, boolean failed) {
        schedule.started(at(from));
        schedule.ended(at(to), failed, Duration.ZERO);
    }

    @Test
    void theFirstAuditIsDueAtOnce() {
        assertTrue(schedule.isDue(at(0)));
    }

    @Test
    void withoutChangesAnAuditIsDueOnceAnInterval() {
        run(0, 1, false);
        assertFalse(schedule.isDue(at(599)));
        assertTrue(schedule.isDue(at(600)));
    }

    @Test
    void anAuditFollowsFiveSecondsAfterTheLastChangeOfABurst() {
        run(0, 0.1, false);
        schedule.changed(at(10));
        schedule.changed(at(13));
        assertFalse(schedule.isDue(at(17.9)));
        assertTrue(schedule.isDue(at(18)));
    }

    @Test
    void endlessChangesDelayAnAuditByAMinuteAtMost() {
        run(0, 0.1, false);
        IntStream.range(10, 70).forEach(second -> {
            schedule.changed(at(second));
            assertFalse(schedule.isDue(at(second + 0.9)), "second " + second);
        });
        schedule.changed(at(70));
        assertTrue(schedule.isDue(at(70)));
    }

    @Test
    void aChangeDuringAnAuditNeedsAnotherAudit() {
        schedule.started(at(0));
        schedule.changed(at(0.5));
        schedule.ended(at(1), false, Duration.ZERO);
        assertTrue(schedule.isDue(at(10)));
    }

    @Test
    void auditsTakeATenthOfTheTimeAtMost() {
        run(0, 4, false);
        schedule.changed(at(4));
        assertFalse(schedule.isDue(at(39.9)));
        assertTrue(schedule.isDue(at(40)));
    }

    @Test
    void longAuditsStartOnceAnInterval() {
        run(0, 120, false);
        schedule.changed(at(121));
        assertFalse(schedule.isDue(at(599.9)));
        assertTrue(schedule.isDue(at(600)));
    }

    @Test
    void anAuditThatTakesLongerThanAnIntervalIsFollowedByAnotherOneAtOnce() {
        run(0, 700, false);
        assertTrue(schedule.isDue(at(700)));
    }

    @Test
    void aThrottlingApiServerIsLeftAloneAfterALongAuditToo() {
        schedule.started(at(0));
        schedule.ended(at(700), true, Duration.ofSeconds(30));
        assertFalse(schedule.isDue(at(729.9)));
        assertTrue(schedule.isDue(at(730)));
    }

    @Test
    void aThrottlingApiServerIsLeftAloneAsLongAsItWants() {
        schedule.started(at(0));
        schedule.ended(at(0), true, Duration.ofSeconds(30));
        assertFalse(schedule.isDue(at(29.9)));
        assertTrue(schedule.isDue(at(30)));
    }

    @Test
    void noAnswerStopsTheAuditsForMoreThanAnInterval() {
        schedule.started(at(0));
        schedule.ended(at(0), true, Duration.ofDays(1));
        assertTrue(schedule.isDue(at(600)));
    }

    @Test
    void failuresAreRepeatedAfterGrowingPausesUpToTheInterval() {
        double now = 0;
        for (int pause : new int[] {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
            run(now, now, true);
            if (pause < 600) {
                assertFalse(schedule.isDue(at(now + pause - 0.1)), "pause " + pause);
            }
            assertTrue(schedule.isDue(at(now + pause)), "pause " + pause);
            now += pause;
        }
    }

    @Test
    void aSuccessResetsThePauses() {
        run(0, 0, true);
        run(5, 5, true);
        run(15, 15, false);
        assertFalse(schedule.isDue(at(60)));
        run(60, 60, true);
        assertTrue(schedule.isDue(at(65)));
        assertEquals(Duration.ofSeconds(5), AuditSchedule.FIRST_RETRY);
    }
}
