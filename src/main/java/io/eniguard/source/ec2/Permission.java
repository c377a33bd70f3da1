package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import java.util.Optional;

/**
 * The result of testing whether AWS allows a call.
 *
 * @param action the action as IAM spells it, such as {@code ec2:DescribeSubnets}
 * @param cause the failure of the call; empty if the permission is granted
 */
public record Permission(String action, Answer answer, Optional<CallFailure> cause) {

    /** The result of an attempt to make the call. */
    public enum Answer {
        GRANTED,
        REFUSED,
        UNKNOWN
    }

    /** Returns the kind of the failure, or empty if the permission is granted. */
    public Optional<FailureKind> failure() {
        return cause.map(CallFailure::kind);
    }

    /** Returns the human-readable reason of the failure, or an empty text if the permission is granted. */
    public String reason() {
        return cause.map(CallFailure::reason).orElse("");
    }

    static Permission granted(String action) {
        return new Permission(action, Answer.GRANTED, Optional.empty());
    }

    static Permission failed(String action, CallFailure failure) {
        boolean isRefused =
                failure.kind() == FailureKind.DENIED && failure.action().equals(Optional.of(action));
        return new Permission(action, isRefused ? Answer.REFUSED : Answer.UNKNOWN, Optional.of(failure));
    }
}
