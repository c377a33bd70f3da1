package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Receives every review, for metrics and logs, on the thread that answered the review. Implementations must not block. */
public interface ReviewObserver {

    /**
     * Called for every review that was answered with a verdict.
     *
     * @param kind the kind of the object, or {@code other} if no rules exist for this kind
     */
    void reviewed(Question question, String kind, Verdict verdict, Duration took);

    /**
     * Called for every request that is answered with an HTTP status of 400 or more. If {@link #late} or {@link #failed} is also called,
     * this method is called afterwards.
     *
     * @param reason one sentence, which may contain text from the client
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
