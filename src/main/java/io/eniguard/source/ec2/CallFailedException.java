package io.eniguard.source.ec2;

/** A call that brought nothing; the message is for a person. */
final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    CallFailedException(FailureKind kind, String reason, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
    }

    CallFailedException(FailureKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }

    /** Goes on from "unknown whether …: " in a message. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
