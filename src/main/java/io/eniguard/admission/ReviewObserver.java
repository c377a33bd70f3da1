package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Receives every review, on the thread that answered it, for metrics and the log. Implementations must not block. */
public interface ReviewObserver {

    /** @param kind the Kubernetes kind if there are rules for it, else {@code other} */
    void reviewed(Question question, String kind, Verdict verdict, Duration took);

    /** Called when a request was answered with an HTTP status of 400 or more. */
    void refused(int status);

    /**
     * Called when a review missed its deadline.
     *
     * @param question the question; empty if the request had not been read yet
     */
    void late(Optional<Question> question);

    /**
     * Called when a review threw an exception, because of a bug or because no memory was left.
     *
     * @param question the question; empty if the request had not been read yet
     */
    void failed(Optional<Question> question, Throwable failure);
}
