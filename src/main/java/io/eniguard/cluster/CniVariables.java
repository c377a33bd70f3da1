package io.eniguard.cluster;

import io.eniguard.text.NearNames;
import java.util.List;
import java.util.Optional;
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

    /** The variables with a whole number. The CNI uses its default if it cannot parse the value: pkg/ipamd/ipamd.go. */
    public static final List<String> NUMBERS = List.of(
            "AWS_VPC_ENI_MTU",
            "IP_COOLDOWN_PERIOD",
            CniSettings.MAX_ENI,
            "MINIMUM_IP_TARGET",
            "POD_MTU",
            "WARM_ENI_TARGET",
            "WARM_IP_TARGET",
            "WARM_PREFIX_TARGET");

    /** The variables with a list of IPv4 CIDRs. The CNI drops other parts: pkg/networkutils/network.go, parseCIDRString. */
    public static final List<String> CIDR_LISTS =
            List.of("AWS_EXTERNAL_SERVICE_CIDRS", "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS");

    /** All variables that eniguard reads, regardless of the type of the value. */
    public static final Set<String> ALL = Stream.of(
                    BOOLEANS,
                    NUMBERS,
                    CIDR_LISTS,
                    List.of(
                            CniSettings.LABEL_DEF,
                            CniSettings.ANNOTATION_DEF,
                            CniSettings.CLUSTER_NAME,
                            CniSettings.VPC_ID))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** The variables that the CNI reads but eniguard does not. Source: README, manifests and scripts of amazon-vpc-cni-k8s. */
    private static final List<String> OTHERS = List.of(
            "ADDITIONAL_ENI_TAGS",
            "AGENT_LOG_PATH",
            "AWS_EC2_ENDPOINT",
            "AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER",
            "AWS_VPC_K8S_CNI_CONNMARK",
            "AWS_VPC_K8S_CNI_LOGLEVEL",
            "AWS_VPC_K8S_CNI_LOG_FILE",
            "AWS_VPC_K8S_CNI_RANDOMIZESNAT",
            "AWS_VPC_K8S_CNI_VETHPREFIX",
            "AWS_VPC_K8S_EGRESS_V4_PLUGIN_LOG_FILE",
            "AWS_VPC_K8S_EGRESS_V6_PLUGIN_LOG_FILE",
            "AWS_VPC_K8S_PLUGIN_LOG_FILE",
            "AWS_VPC_K8S_PLUGIN_LOG_LEVEL",
            "CLUSTER_ENDPOINT",
            "DISABLE_POD_V6",
            "DISABLE_TCP_EARLY_DEMUX",
            "ENABLE_BANDWIDTH_PLUGIN",
            "ENABLE_NFTABLES",
            "ENABLE_V4_EGRESS",
            "ENABLE_V6_EGRESS",
            "HOST_CNI_BIN_PATH",
            "HOST_CNI_CONFDIR_PATH",
            "INTROSPECTION_BIND_ADDRESS",
            "MY_NODE_NAME",
            "MY_POD_NAME",
            "NETWORK_POLICY_ENFORCING_MODE",
            "POD_SECURITY_GROUP_ENFORCING_MODE",
            "VPC_CNI_VERSION");

    private static final List<String> KNOWN =
            Stream.concat(ALL.stream(), OTHERS.stream()).sorted().toList();

    private static final int LONG = 20;
    private static final int MEDIUM = 12;

    private CniVariables() {}

    /**
     * Returns the variable of the CNI that a user probably meant with the name of an unknown variable, such as {@code
     * AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG} for {@code AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CONFIG}. The result is empty if the name is known or
     * resembles none or several variables.
     */
    public static Optional<String> meantBy(String name) {
        if (KNOWN.contains(name)) {
            return Optional.empty();
        }
        List<String> near = KNOWN.stream()
                .filter(known -> NearNames.isNear(name, known, errorsIn(known)))
                .toList();
        return NearNames.only(name, near)
                .or(() -> only(near))
                .or(() ->
                        only(KNOWN.stream().filter(known -> isPart(name, known)).toList()));
    }

    private static boolean isPart(String name, String known) {
        return name.length() >= MEDIUM && (known.startsWith(name + "_") || known.endsWith("_" + name));
    }

    /** Returns how many typing errors a name may have. A short name with many errors would be another name. */
    private static int errorsIn(String known) {
        if (known.length() >= LONG) {
            return 4;
        }
        return known.length() >= MEDIUM ? 2 : 1;
    }

    private static Optional<String> only(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
