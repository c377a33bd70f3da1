package io.eniguard.admission;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits the memory that all request bodies use together. Without this limit, a few hundred senders of large or slow bodies could crash the
 * process. When the budget is used up, the body that has been arriving for the longest time is evicted. API servers send a review in one
 * piece, so the oldest unfinished body is unlikely to come from an API server. Safe for use by several threads.
 */
final class BodyBudget {

    /** The memory that a request uses before the first byte of its body arrives. It contains the request, its headers and its timer. */
    static final int REQUEST_BYTES = 4 << 10;

    /** The memory per byte of a body that is arriving. The body is kept in an array whose size doubles when it is full. */
    static final int INCOMING_FACTOR = 2;

    /**
     * The memory per byte of a body that is being judged: one copy as bytes, up to three copies as characters during parsing, and the tree.
     * A body with many small values has a larger tree, so the number of values is limited.
     */
    static final int JUDGED_FACTOR = 6;

    private final long limitBytes;
    private final Set<Charge> incoming = new LinkedHashSet<>();
    private long heldBytes;

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Creates the charge of a body. No memory is charged yet.
     *
     * @param evicted called at most once, on any thread, when the body is evicted to make room for other bodies; its memory is no longer
     *     charged then
     */
    Charge open(Runnable evicted) {
        return new Charge(evicted);
    }

    synchronized long heldBytes() {
        return heldBytes;
    }

    /** The memory charged for one body. After an eviction, there is no room for the body, and {@link #release} does nothing. */
    final class Charge {

        private final Runnable evicted;
        private long bytes;
        private boolean isClosed;

        private Charge(Runnable evicted) {
            this.evicted = evicted;
        }

        /** Charges the memory of the part that has arrived, and evicts older bodies if needed. Returns whether there is room. */
        boolean reserveIncoming(long bodyBytes) {
            synchronized (BodyBudget.this) {
                if (isClosed) {
                    return false;
                }
                incoming.add(this);
                return grow(REQUEST_BYTES + INCOMING_FACTOR * bodyBytes);
            }
        }

        /** Charges the memory for judging the complete body, which can no longer be evicted. Returns whether there is room. */
        boolean reserveJudging(long bodyBytes) {
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

        /** Returns all charged memory to the budget. Further calls do nothing. */
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
