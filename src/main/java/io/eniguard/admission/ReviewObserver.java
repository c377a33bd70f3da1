package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;

/** Told of every review, on the thread that answered it: for metrics and the log. Must not block. */
public interface ReviewObserver {

    /** @param kind the Kubernetes kind if there are rules for it, else {@code other} */
    void reviewed(Question question, String kind, Verdict verdict, Duration took);

    /** A request that was no review. */
    void refused(int status);

    /** A bug: the review threw. */
    void failed(Question question, RuntimeException bug);
}
