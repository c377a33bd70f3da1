package io.eniguard.admission;

import java.time.Duration;

/**
 * Limits on the bodies of reviews. All sizes depend on the size of the heap, so that the native executable with its 64 MiB and a JVM with
 * gigabytes both keep room for everything else.
 *
 * @param bodyBytes the largest body; {@value #LARGEST_BODY_BYTES} bytes, or a sixteenth of a heap of less than 128 MiB
 * @param smallBytes the memory, as {@link BodyBudget} counts it, that all bodies of up to {@value #SMALL_BODY_BYTES} bytes may take
 *     together
 * @param largeBytes the memory that all larger bodies and all reviews that wait for a worker may take together
 */
record ReviewLimits(int bodyBytes, long smallBytes, long largeBytes) {

    /**
     * The largest body of all. A review contains two objects of at most 3 MiB each (etcd's largest request, with JSON's escapes) and little
     * else.
     */
    static final int LARGEST_BODY_BYTES = 8 << 20;

    /** The largest body that is read on the event loop. A Node has 10 to 60 KB, and an update carries two of them. */
    static final int SMALL_BODY_BYTES = 256 << 10;

    /** The longest time in which a body may arrive. API servers send a review in one go and give up after at most 30 s. */
    static final Duration BODY = Duration.ofSeconds(10);

    private static final int BODY_OF_HEAP = 16;

    static ReviewLimits forHeap(long heapBytes) {
        long body = Math.max(SMALL_BODY_BYTES, Math.min(LARGEST_BODY_BYTES, heapBytes / BODY_OF_HEAP));
        // This is enough for judging one body of the largest size, and takes three eighths of a small heap.
        long oneBody = BodyBudget.REQUEST_BYTES + BodyBudget.JUDGED_FACTOR * body;
        return new ReviewLimits((int) body, heapBytes / 8, Math.max(oneBody, heapBytes / 4));
    }
}
