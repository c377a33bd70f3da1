package io.eniguard.aws;

/** A call to AWS failed. The message is for a person. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    public CallFailedException(FailureKind kind, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    public CallFailedException(FailureKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }

    /** Can follow "unknown whether …: " in a message. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
