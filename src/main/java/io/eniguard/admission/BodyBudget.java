package io.eniguard.admission;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How much memory the bodies of requests may take at a time. Without it, a few hundred senders of large or slow bodies would end the
 * process. When it is spent, the body that has been coming in for the longest time has to go: API servers send a review in one go, so
 * the oldest unfinished one is hardly theirs. Safe for use by many threads.
 */
final class BodyBudget {

    /** What a request takes before its first byte has come: the request itself, its headers and its timer. */
    static final int REQUEST_BYTES = 4 << 10;

    /** While it comes in, a body lies in an array that doubles as it grows. */
    static final int INCOMING_FACTOR = 2;

    /**
     * While it is judged: the body once as bytes, up to three times as characters while it is parsed, and the tree. The tree of a body of
     * many small values takes more than that for its size, which is what the limit on the number of values is for.
     */
    static final int JUDGED_FACTOR = 6;

    private final long limitBytes;
    private final Set<Charge> incoming = new LinkedHashSet<>();
    private long heldBytes;

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Opens the account of one body that is to come in.
     *
     * @param evicted called, on any thread and at most once, when the body has to make room for others; it no longer counts then
     */
    Charge open(Runnable evicted) {
        return new Charge(evicted);
    }

    synchronized long heldBytes() {
        return heldBytes;
    }

    /** What one body takes. Each of its methods but {@link #release} may find it evicted, and then does nothing. */
    final class Charge {

        private final Runnable evicted;
        private long bytes;
        private boolean isClosed;

        private Charge(Runnable evicted) {
            this.evicted = evicted;
        }

        /** Whether there is room for the body so far, made at the cost of older ones where there is none. */
        boolean comesIn(long bodyBytes) {
            synchronized (BodyBudget.this) {
                if (isClosed) {
                    return false;
                }
                incoming.add(this);
                return grow(REQUEST_BYTES + INCOMING_FACTOR * bodyBytes);
            }
        }

        /** Whether there is room to judge the body, which is whole now and can no longer be evicted. */
        boolean isJudged(long bodyBytes) {
            synchronized (BodyBudget.this) {
                incoming.remove(this);
                return grow(REQUEST_BYTES + JUDGED_FACTOR * bodyBytes);
            }
        }

        private boolean grow(long total) {
            while (!isClosed && heldBytes + total - bytes > limitBytes) {
                Charge oldest = incoming.isEmpty() ? this : incoming.iterator().next();
                if (oldest == this) {
                    return false;
                }
                oldest.release();
                oldest.evicted.run();
            }
            if (isClosed) {
                return false;
            }
            heldBytes += total - bytes;
            bytes = total;
            return true;
        }

        /** Gives everything back; a second time does nothing. */
        void release() {
            synchronized (BodyBudget.this) {
                incoming.remove(this);
                isClosed = true;
                heldBytes -= bytes;
                bytes = 0;
            }
        }
    }
}
