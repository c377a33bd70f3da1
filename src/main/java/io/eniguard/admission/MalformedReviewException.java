package io.eniguard.admission;

/** A request's body is no AdmissionReview that can be judged. The message says why, for whoever sent it. */
public final class MalformedReviewException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedReviewException(String message) {
        super(message);
    }

    MalformedReviewException(String message, Throwable cause) {
        super(message, cause);
    }
}
