package io.eniguard.admission;

import org.jspecify.annotations.Nullable;

/** Thrown if the body of a request is not an AdmissionReview that can be judged. The message is sent to the client. */
public final class MalformedReviewException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean isTooLarge;

    MalformedReviewException(String message) {
        this(message, null, false);
    }

    MalformedReviewException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private MalformedReviewException(String message, @Nullable Throwable cause, boolean isTooLarge) {
        super(message, cause);
        this.isTooLarge = isTooLarge;
    }

    static MalformedReviewException tooLarge(String message, Throwable cause) {
        return new MalformedReviewException(message, cause, true);
    }

    /**
     * Returns whether the body is refused because it exceeds a limit. The body is well-formed up to the place where the limit is exceeded.
     */
    boolean isTooLarge() {
        return isTooLarge;
    }
}
