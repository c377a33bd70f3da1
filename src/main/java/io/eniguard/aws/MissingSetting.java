package io.eniguard.aws;

import java.util.Optional;
import java.util.stream.Stream;

/** A setting without which AWS, or a part of it, cannot be asked. */
public enum MissingSetting {
    REGION("AWS region unknown", "set --region or AWS_REGION"),
    CLUSTER_NAME("cluster name unknown", "add --cluster-name NAME");

    private final String reason;
    private final String fix;

    MissingSetting(String reason, String fix) {
        this.reason = reason;
        this.fix = fix;
    }

    public CallFailedException exception() {
        return new CallFailedException(FailureKind.UNTOLD, reason);
    }

    public String fix() {
        return fix;
    }

    /** The setting whose absence is the reason of a failed call. */
    public static Optional<MissingSetting> behind(String reason) {
        return Stream.of(values())
                .filter(setting -> setting.reason.equals(reason))
                .findFirst();
    }
}
