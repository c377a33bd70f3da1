package io.eniguard.admission;

import java.time.Duration;

/**
 * Limits on the bodies of reviews. All sizes follow from the heap, so that the native executable with its 64 MiB and a JVM with
 * gigabytes both keep room for everything else.
 *
 * @param bodyBytes the largest body; {@value #LARGEST_BODY_BYTES} bytes, or a sixteenth of a heap of less than 128 MiB
 * @param smallBytes what all bodies of up to {@value #SMALL_BODY_BYTES} bytes may take together, each as {@link BodyBudget} counts it
 * @param largeBytes what all larger bodies, and all reviews that wait for a worker, may take together
 */
record ReviewLimits(int bodyBytes, long smallBytes, long largeBytes) {

    /** A review holds two objects of at most 3 MiB each (etcd's largest request, with JSON's escapes), and little else. */
    static final int LARGEST_BODY_BYTES = 8 << 20;

    /** Nodes have 10 to 60 KB, and an update carries two. Up to this size a review is read on the event loop. */
    static final int SMALL_BODY_BYTES = 256 << 10;

    /** API servers give up after 30 s at most and send a review in one go. */
    static final Duration BODY = Duration.ofSeconds(10);

    private static final int BODY_OF_HEAP = 16;

    static ReviewLimits forHeap(long heapBytes) {
        long body = Math.max(SMALL_BODY_BYTES, Math.min(LARGEST_BODY_BYTES, heapBytes / BODY_OF_HEAP));
        // Enough for one body of the largest size while it is judged: three eighths of a small heap.
        long oneBody = BodyBudget.REQUEST_BYTES + BodyBudget.JUDGED_FACTOR * body;
        return new ReviewLimits((int) body, heapBytes / 8, Math.max(oneBody, heapBytes / 4));
    }
}
