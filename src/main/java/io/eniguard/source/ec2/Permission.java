package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.FailureKind;
import java.util.Optional;

/**
 * Whether AWS lets somebody make a call.
 *
 * @param action as IAM spells it: {@code ec2:DescribeSubnets}
 * @param failure why the call failed; empty where it is granted
 * @param reason for a person; empty where it is granted
 */
public record Permission(String action, Answer answer, Optional<FailureKind> failure, String reason) {

    /** What the attempt showed. */
    public enum Answer {
        GRANTED,
        REFUSED,
        UNKNOWN
    }

    Permission(String action, Answer answer, FailureKind failure, String reason) {
        this(action, answer, Optional.of(failure), reason);
    }

    static Permission granted(String action) {
        return new Permission(action, Answer.GRANTED, Optional.empty(), "");
    }

    static Permission failed(String action, CallFailedException failure) {
        Answer answer = failure.kind() == FailureKind.DENIED ? Answer.REFUSED : Answer.UNKNOWN;
        return new Permission(action, answer, failure.kind(), failure.reason());
    }
}
