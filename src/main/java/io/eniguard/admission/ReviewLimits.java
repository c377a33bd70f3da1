package io.eniguard.admission;

import java.time.Duration;

/**
 * Limits on the bodies of reviews. All limits depend on the size of the heap, so that every heap has room for other data. The native
 * executable has a heap of 64 MiB, and a JVM may have several GiB.
 *
 * @param bodyBytes the size of the largest body: {@value #LARGEST_BODY_BYTES} bytes, or a sixteenth of the heap if the heap has less than
 *     128 MiB
 * @param smallBytes the memory that all bodies of up to {@value #SMALL_BODY_BYTES} bytes may use together, as calculated by
 *     {@link BodyBudget}
 * @param largeBytes the memory that all larger bodies and all waiting reviews may use together
 */
record ReviewLimits(int bodyBytes, long smallBytes, long largeBytes) {

    /**
     * The size of the largest body on a large heap. A review contains little more than two objects. Each object has at most 3 MiB: the
     * largest request of etcd has 1.5 MiB, and JSON escapes may double this size.
     */
    static final int LARGEST_BODY_BYTES = 8 << 20;

    /** The size of the largest body that is read on the event loop. A Node has 10 to 60 KB, and an update contains two Nodes. */
    static final int SMALL_BODY_BYTES = 256 << 10;

    /** The longest time in which a body may arrive. API servers send a review in one piece, and wait at most 30 s for the answer. */
    static final Duration BODY = Duration.ofSeconds(10);

    private static final int BODY_OF_HEAP = 16;

    static ReviewLimits forHeap(long heapBytes) {
        long body = Math.max(SMALL_BODY_BYTES, Math.min(LARGEST_BODY_BYTES, heapBytes / BODY_OF_HEAP));
        // One body of the largest size must fit. On a small heap, this takes three eighths of the heap.
        long oneBody = BodyBudget.REQUEST_BYTES + BodyBudget.JUDGED_FACTOR * body;
        return new ReviewLimits((int) body, heapBytes / 8, Math.max(oneBody, heapBytes / 4));
    }
}
