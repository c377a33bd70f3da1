package io.eniguard.aws;

import java.util.Optional;

/**
 * The failure of a call to AWS.
 *
 * @param reason the human-readable reason; it can follow "unknown whether …: " in a message
 * @param action the action as IAM spells it, such as {@code ec2:DescribeSubnets}; empty if the failure is not specific to one call
 * @param code the error code of AWS; empty when AWS sent none
 * @param setting the missing setting that caused the failure; empty if the failure has another cause
 */
public record CallFailure(
        FailureKind kind,
        String reason,
        Optional<String> action,
        Optional<String> code,
        Optional<MissingSetting> setting) {

    /** Creates a failure that is not specific to one call. */
    public static CallFailure of(FailureKind kind, String reason) {
        return new CallFailure(kind, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Creates a failure of one call, without an error code. */
    public static CallFailure of(FailureKind kind, String action, String reason) {
        return new CallFailure(kind, reason, Optional.of(action), Optional.empty(), Optional.empty());
    }

    CallFailure withCode(String code) {
        return new CallFailure(kind, reason, action, Optional.of(code), setting);
    }

    /** Returns the reason with the given text in place of the action's name. */
    public String reasonFor(String actions) {
        return action.map(name -> reason.replace(name, actions)).orElse(reason);
    }
}
