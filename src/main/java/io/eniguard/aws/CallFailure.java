package io.eniguard.aws;

import java.util.Optional;

/**
 * Why a call to AWS failed.
 *
 * @param reason for a person; can follow "unknown whether …: " in a message
 * @param action the call, as IAM spells it ({@code ec2:DescribeSubnets}); empty when the failure is not about a single call
 * @param code the error code of AWS; empty when AWS sent none
 * @param setting the setting that is missing; empty for all other failures
 */
public record CallFailure(
        FailureKind kind,
        String reason,
        Optional<String> action,
        Optional<String> code,
        Optional<MissingSetting> setting) {

    /** A failure that is not about a single call. */
    public static CallFailure of(FailureKind kind, String reason) {
        return new CallFailure(kind, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A failure of one call without an error code. */
    public static CallFailure of(FailureKind kind, String action, String reason) {
        return new CallFailure(kind, reason, Optional.of(action), Optional.empty(), Optional.empty());
    }

    CallFailure withCode(String code) {
        return new CallFailure(kind, reason, action, Optional.of(code), setting);
    }

    /** The reason with other words in place of the action. */
    public String reasonFor(String actions) {
        return action.map(name -> reason.replace(name, actions)).orElse(reason);
    }
}
