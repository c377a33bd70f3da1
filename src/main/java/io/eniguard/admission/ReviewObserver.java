package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Gets every review, on the thread that answered it, for metrics and the log. Must not block. */
public interface ReviewObserver {

    /** @param kind the Kubernetes kind if there are rules for it, else {@code other} */
    void reviewed(Question question, String kind, Verdict verdict, Duration took);

    /** A request was answered with an HTTP status of 400 or more. */
    void refused(int status);

    /**
     * A review was not done before its deadline.
     *
     * @param question empty when the request had not even been read
     */
    void late(Optional<Question> question);

    /**
     * A review threw: a bug, or there was no memory left.
     *
     * @param question empty when the request had not even been read
     */
    void failed(Optional<Question> question, Throwable failure);
}
