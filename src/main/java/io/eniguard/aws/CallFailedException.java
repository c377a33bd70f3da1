package io.eniguard.aws;

import org.jspecify.annotations.Nullable;

/** Thrown when a call to AWS fails. The message is human-readable. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient CallFailure failure;

    public CallFailedException(CallFailure failure, @Nullable Throwable cause) {
        super(failure.reason(), cause);
        this.failure = failure;
    }

    /** Creates an exception for a failure that is not specific to one call. */
    public CallFailedException(FailureKind kind, String reason, @Nullable Throwable cause) {
        this(CallFailure.of(kind, reason), cause);
    }

    /** Creates an exception for a failure that is not specific to one call. */
    public CallFailedException(FailureKind kind, String reason) {
        this(kind, reason, null);
    }

    public CallFailure failure() {
        return failure;
    }

    public FailureKind kind() {
        return failure.kind();
    }

    /** Returns the reason, which can follow "unknown whether …: " in a message. */
    public String reason() {
        return failure.reason();
    }
}
