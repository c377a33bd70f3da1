package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

class TimedCredentialsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final AwsCredentials CREDENTIALS = AwsBasicCredentials.create("key", "secret");

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void endStalledAttempts() {
        end.countDown();
    }

    private TimedCredentials stallingTimes(int stalled) {
        return new TimedCredentials(() -> {
            if (attempts.incrementAndGet() <= stalled) {
                await();
            }
            return CREDENTIALS;
        });
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStalledAttemptDoesNotKeepTheNextOneFromSucceeding() throws Exception {
        TimedCredentials timed = stallingTimes(1);
        CallFailedException late = assertThrows(CallFailedException.class, () -> timed.resolve(SHORT));
        assertEquals(FailureKind.TIMEOUT, late.kind());
        timed.resolve(LONG);
        assertEquals(CREDENTIALS, timed.resolveCredentials());
    }

    @Test
    void stalledAttemptsDoNotOccupyMoreAndMoreThreads() {
        TimedCredentials timed = stallingTimes(Integer.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            assertThrows(CallFailedException.class, () -> timed.resolve(SHORT));
        }
        assertTrue(attempts.get() <= 5, () -> attempts + " attempts");
    }

    @Test
    void aBrokenInstallationIsNotReportedAsMissingCredentials() {
        TimedCredentials timed = new TimedCredentials(() -> {
            throw new NoClassDefFoundError("Sts");
        });
        assertThrows(NoClassDefFoundError.class, () -> timed.resolve(LONG));
    }
}
