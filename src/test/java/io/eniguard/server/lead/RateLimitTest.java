package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the limit of Events per minute. */
class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RateLimit limit = new RateLimit(25, nanos::get);

    private long takenOf(int attempts) {
        return IntStream.range(0, attempts).filter(attempt -> limit.take()).count();
    }

    @Test
    void aBurstGetsAMinutesPermits() {
        assertEquals(25, takenOf(5000));
        assertEquals(0, takenOf(5000));
    }

    @Test
    void afterABurstThereIsNoPermitForAMinute() {
        takenOf(25);
        nanos.addAndGet(60 * SECOND - 1);
        assertEquals(0, takenOf(100));
        nanos.addAndGet(1);
        assertEquals(25, takenOf(100));
    }

    @Test
    void eachPermitComesBackAMinuteAfterItWasTaken() {
        takenOf(10);
        nanos.addAndGet(30 * SECOND);
        assertEquals(15, takenOf(100));
        nanos.addAndGet(30 * SECOND);
        assertEquals(10, takenOf(100));
    }

    @Test
    void permitsAreSavedForAMinuteAtMost() {
        nanos.addAndGet(3600 * SECOND);
        assertEquals(25, takenOf(100));
    }
}
