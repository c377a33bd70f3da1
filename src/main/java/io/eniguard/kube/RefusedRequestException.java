package io.eniguard.kube;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if the API server answers a request with an error. The message is the API server's reason. */
public final class RefusedRequestException extends IOException {

    private static final long serialVersionUID = 1;

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final int status;
    private final @Nullable Duration retryAfter;

    private RefusedRequestException(KubeApi.Answer answer) {
        super(answer.reason());
        this.status = answer.status();
        this.retryAfter = answer.retryAfter().orElse(null);
    }

    /** Creates the exception for an answer that is not the expected one. */
    public static RefusedRequestException of(KubeApi.Answer answer) {
        return new RefusedRequestException(answer);
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Returns the delay that the API server requests before the next attempt; empty if it requests none. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns whether a permission is missing. */
    public boolean isForbidden() {
        return status == FORBIDDEN;
    }

    /** Returns whether the object exists already, or has changed since it was read. */
    public boolean isConflict() {
        return status == CONFLICT;
    }
}
