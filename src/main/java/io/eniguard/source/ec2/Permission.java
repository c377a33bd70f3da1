package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import java.util.Optional;

/**
 * Whether AWS allows a call.
 *
 * @param action the call, as IAM spells it: {@code ec2:DescribeSubnets}
 * @param cause why the call failed; empty when the permission is granted
 */
public record Permission(String action, Answer answer, Optional<CallFailure> cause) {

    /** The result of an attempt. */
    public enum Answer {
        GRANTED,
        REFUSED,
        UNKNOWN
    }

    /** The kind of the failure; empty when the permission is granted. */
    public Optional<FailureKind> failure() {
        return cause.map(CallFailure::kind);
    }

    /** Why the call failed, for a person; an empty text when the permission is granted. */
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
