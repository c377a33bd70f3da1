package io.eniguard.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables of the VPC CNI that eniguard reads. */
public final class CniVariables {

    public static final String CUSTOM_NETWORKING = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";
    public static final String LABEL_DEF = "ENI_CONFIG_LABEL_DEF";
    public static final String ANNOTATION_DEF = "ENI_CONFIG_ANNOTATION_DEF";
    public static final String PREFIX_DELEGATION = "ENABLE_PREFIX_DELEGATION";
    public static final String POD_ENI = "ENABLE_POD_ENI";
    public static final String MULTI_NIC = "ENABLE_MULTI_NIC";
    public static final String IPV4 = "ENABLE_IPv4";
    public static final String IPV6 = "ENABLE_IPv6";
    public static final String SUBNET_DISCOVERY = "ENABLE_SUBNET_DISCOVERY";
    public static final String EXTERNAL_SNAT = "AWS_VPC_K8S_CNI_EXTERNALSNAT";
    public static final String EXCLUDE_SNAT_CIDRS = "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS";
    public static final String NO_PROVISIONING = "DISABLE_NETWORK_RESOURCE_PROVISIONING";
    public static final String IMDS_ONLY = "ENABLE_IMDS_ONLY_MODE";
    public static final String WARM_IP_TARGET = "WARM_IP_TARGET";
    public static final String MAX_ENI = "MAX_ENI";
    static final String CLUSTER_NAME = "CLUSTER_NAME";

    /**
     * The variable with the id of the VPC. The EKS add-on sets this variable and {@code CLUSTER_NAME}. The plain manifest and the Helm
     * chart contain neither of them.
     */
    static final String VPC_ID = "VPC_ID";

    /** The variables with a boolean value, in order of name. Source: amazon-vpc-cni-k8s, README, "CNI Configuration Variables". */
    public static final List<String> BOOLEANS = List.of(
            "ANNOTATE_POD_IP",
            "AWS_MANAGE_ENIS_NON_SCHEDULABLE",
            "AWS_VPC_CNI_NODE_PORT_SUPPORT",
            CUSTOM_NETWORKING,
            EXTERNAL_SNAT,
            "DISABLE_INTROSPECTION",
            "DISABLE_LEAKED_ENI_CLEANUP",
            "DISABLE_METRICS",
            NO_PROVISIONING,
            IMDS_ONLY,
            IPV4,
            IPV6,
            MULTI_NIC,
            POD_ENI,
            PREFIX_DELEGATION,
            SUBNET_DISCOVERY);

    /** The variables with a whole number. The CNI uses its default if it cannot parse the value: pkg/ipamd/ipamd.go. */
    public static final List<String> NUMBERS = List.of(
            "AWS_VPC_ENI_MTU",
            "IP_COOLDOWN_PERIOD",
            MAX_ENI,
            "MINIMUM_IP_TARGET",
            "POD_MTU",
            "WARM_ENI_TARGET",
            "WARM_IP_TARGET",
            "WARM_PREFIX_TARGET");

    /** The variables with a list of IPv4 CIDRs. The CNI drops other parts: pkg/networkutils/network.go, parseCIDRString. */
    public static final List<String> CIDR_LISTS = List.of("AWS_EXTERNAL_SERVICE_CIDRS", EXCLUDE_SNAT_CIDRS);

    /** All variables that eniguard reads, regardless of the type of the value. */
    public static final Set<String> ALL = Stream.of(
                    BOOLEANS, NUMBERS, CIDR_LISTS, List.of(LABEL_DEF, ANNOTATION_DEF, CLUSTER_NAME, VPC_ID))
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

    private CniVariables() {}

    /** Returns the names of all variables of the CNI, in order. */
    static List<String> known() {
        return KNOWN;
    }
}
