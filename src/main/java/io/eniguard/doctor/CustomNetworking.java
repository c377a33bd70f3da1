package io.eniguard.doctor;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.text.Count;
import java.util.Optional;

/** Judges whether the VPC CNI uses ENIConfigs, and shows which label selects them. */
final class CustomNetworking {

    static final String SUBJECT = "custom networking";

    private CustomNetworking() {}

    /** @param eniConfigs the number of ENIConfigs; empty if they could not be listed */
    static Result judge(ClusterSnapshot cluster, Optional<Integer> eniConfigs) {
        Optional<String> unknown = cluster.installedCni().flatMap(CniSettings::unknownSelection);
        if (unknown.isPresent()) {
            return Result.warning(
                    SUBJECT,
                    "unknown, because aws-node reads %s from another object".formatted(unknown.get()),
                    "set the value of the variable in aws-node itself");
        } else if (cluster.installedCni().isPresent() && cluster.cni().isEmpty()) {
            return Result.warning(
                    SUBJECT,
                    "aws-node cannot run on any node, so ENIConfigs have no effect",
                    "remove aws-node if another CNI runs, or fix its node selector");
        } else if (cluster.cni().isEmpty()) {
            return Result.warning(
                    SUBJECT,
                    "there is no DaemonSet aws-node in kube-system, so ENIConfigs have no effect",
                    "install the VPC CNI: https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html");
        }
        CniSettings settings = cluster.cni().get();
        return settings.customNetworking()
                ? Result.ok(
                        SUBJECT,
                        "on, by the label %s; %s"
                                .formatted(
                                        settings.labelKey(),
                                        eniConfigs
                                                .map(number -> Count.of(number, "ENIConfig"))
                                                .orElse("ENIConfigs unknown")))
                : Result.warning(
                        SUBJECT,
                        "off: ENIConfigs have no effect",
                        "kubectl -n kube-system set env daemonset/aws-node %s=true"
                                .formatted(CniVariables.CUSTOM_NETWORKING));
    }
}
