package io.eniguard.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables of the VPC CNI that eniguard reads. */
public final class CniVariables {

    /** The variables with a boolean value, in order of name. Source: amazon-vpc-cni-k8s, README, "CNI Configuration Variables". */
    public static final List<String> BOOLEANS = List.of(
            "ANNOTATE_POD_IP",
            "AWS_MANAGE_ENIS_NON_SCHEDULABLE",
            "AWS_VPC_CNI_NODE_PORT_SUPPORT",
            CniSettings.CUSTOM_NETWORKING,
            CniSettings.EXTERNAL_SNAT,
            "DISABLE_INTROSPECTION",
            "DISABLE_LEAKED_ENI_CLEANUP",
            "DISABLE_METRICS",
            CniSettings.NO_PROVISIONING,
            CniSettings.IMDS_ONLY,
            "ENABLE_IPv4",
            CniSettings.IPV6,
            "ENABLE_MULTI_NIC",
            CniSettings.POD_ENI,
            CniSettings.PREFIX_DELEGATION,
            CniSettings.SUBNET_DISCOVERY);

    /** All variables that eniguard reads, regardless of the type of the value. */
    public static final Set<String> ALL = Stream.concat(
                    BOOLEANS.stream(),
                    Stream.of(
                            CniSettings.LABEL_DEF,
                            CniSettings.ANNOTATION_DEF,
                            CniSettings.CLUSTER_NAME,
                            CniSettings.VPC_ID,
                            CniSettings.MAX_ENI,
                            "MINIMUM_IP_TARGET",
                            "WARM_ENI_TARGET",
                            "WARM_IP_TARGET",
                            "WARM_PREFIX_TARGET"))
            .collect(Collectors.toUnmodifiableSet());

    private CniVariables() {}
}
