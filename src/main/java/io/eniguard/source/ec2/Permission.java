package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.FailureKind;

/**
 * Whether AWS lets somebody make a call.
 *
 * @param action as IAM spells it: {@code ec2:DescribeSubnets}
 * @param reason why it is not known, or refused, for a person; empty where it is granted
 */
public record Permission(String action, Answer answer, String reason) {

    /** What came of trying. */
    public enum Answer {
        GRANTED,
        REFUSED,
        UNKNOWN
    }

    static Permission granted(String action) {
        return new Permission(action, Answer.GRANTED, "");
    }

    static Permission failed(String action, CallFailedException failure) {
        Answer answer = failure.kind() == FailureKind.DENIED ? Answer.REFUSED : Answer.UNKNOWN;
        return new Permission(action, answer, failure.reason());
    }
}
