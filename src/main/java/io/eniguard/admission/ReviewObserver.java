package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Receives every review, on the thread that answered it, for metrics and the log. Implementations must not block. */
public interface ReviewObserver {

    /** @param kind the Kubernetes kind if there are rules for it, else {@code other} */
    void reviewed(Question question, String kind, Verdict verdict, Duration took);

    /**
     * Called for every request that is answered with an HTTP status of 400 or more, after {@link #late} or {@link #failed} if one of them
     * applies.
     *
     * @param reason one sentence, which may contain text of the sender
     */
    void refused(int status, String reason);

    /**
     * Called when a review missed its deadline.
     *
     * @param question the question; empty if the request had not been read yet
     */
    void late(Optional<Question> question);

    /**
     * Called when a request caused an exception, because of a bug or because no memory was left.
     *
     * @param question the question; empty if the request had not been read yet
     */
    void failed(Optional<Question> question, Throwable failure);

    /** Called when one of the other methods threw an exception. */
    void unobserved(Throwable failure);
}
