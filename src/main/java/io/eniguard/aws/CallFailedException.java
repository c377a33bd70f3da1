package io.eniguard.aws;

import org.jspecify.annotations.Nullable;

/** A call to AWS failed. The message is for a person. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient CallFailure failure;

    public CallFailedException(CallFailure failure, @Nullable Throwable cause) {
        super(failure.reason(), cause);
        this.failure = failure;
    }

    /** For a failure that is not about a single call. */
    public CallFailedException(FailureKind kind, String reason, @Nullable Throwable cause) {
        this(CallFailure.of(kind, reason), cause);
    }

    /** For a failure that is not about a single call. */
    public CallFailedException(FailureKind kind, String reason) {
        this(kind, reason, null);
    }

    public CallFailure failure() {
        return failure;
    }

    public FailureKind kind() {
        return failure.kind();
    }

    /** Can follow "unknown whether …: " in a message. */
    public String reason() {
        return failure.reason();
    }
}
