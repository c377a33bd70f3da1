package io.eniguard.aws;

import java.util.Optional;

/** A setting that some AWS calls need and that no source provides. */
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
        return new CallFailedException(
                new CallFailure(FailureKind.SETTINGS, reason, Optional.empty(), Optional.empty(), Optional.of(this)),
                null);
    }

    public String fix() {
        return fix;
    }
}
