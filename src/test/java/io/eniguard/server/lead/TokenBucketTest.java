package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the limit of Events per minute. */
class TokenBucketTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final TokenBucket bucket = new TokenBucket(25, nanos::get);

    private long takenOf(int attempts) {
        return IntStream.range(0, attempts).filter(attempt -> bucket.take()).count();
    }

    @Test
    void aBurstGetsAMinutesPermits() {
        assertEquals(25, takenOf(5000));
        assertEquals(0, takenOf(5000));
    }

    @Test
    void permitsComeBackEvenly() {
        takenOf(25);
        nanos.addAndGet(12_000_000_000L);
        assertEquals(5, takenOf(100));
    }

    @Test
    void permitsAreSavedForAMinuteAtMost() {
        nanos.addAndGet(3_600_000_000_000L);
        assertEquals(25, takenOf(100));
    }
}
