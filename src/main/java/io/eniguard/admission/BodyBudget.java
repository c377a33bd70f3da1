package io.eniguard.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of all requests' large bodies may be held in memory at a time: without it, a few hundred senders of large bodies would end the
 * process.
 */
final class BodyBudget {

    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether there is room; if so it is taken, until {@link #release}. */
    boolean take(long bytes) {
        if (heldBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        heldBytes.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        heldBytes.addAndGet(-bytes);
    }
}
