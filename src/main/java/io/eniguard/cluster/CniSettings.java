package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the VPC CNI: the environment of the container {@code aws-node}, read as the CNI reads it.
 *
 * @param environment variables with a literal value
 * @param assumed nobody has seen the DaemonSet: custom networking is taken to be on, and what is not in the environment is unknown
 */
public record CniSettings(Map<String, String> environment, boolean assumed) {

    public static final String KIND = "DaemonSet";
    public static final String NAME = "aws-node";
    public static final String NAMESPACE = "kube-system";

    public static final String CUSTOM_NETWORKING = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";
    public static final String LABEL_DEF = "ENI_CONFIG_LABEL_DEF";
    public static final String ANNOTATION_DEF = "ENI_CONFIG_ANNOTATION_DEF";
    public static final String PREFIX_DELEGATION = "ENABLE_PREFIX_DELEGATION";
    public static final String POD_ENI = "ENABLE_POD_ENI";
    public static final String IPV6 = "ENABLE_IPv6";
    public static final String SUBNET_DISCOVERY = "ENABLE_SUBNET_DISCOVERY";

    public static final String EXTERNAL_SNAT = "AWS_VPC_K8S_CNI_EXTERNALSNAT";

    public static final String NO_PROVISIONING = "DISABLE_NETWORK_RESOURCE_PROVISIONING";
    private static final String CLUSTER_NAME = "CLUSTER_NAME";

    /** The EKS add-on sets it, like {@code CLUSTER_NAME}. The plain manifest and the Helm chart leave both out. */
    private static final String VPC_ID = "VPC_ID";

    public static final String IMDS_ONLY = "ENABLE_IMDS_ONLY_MODE";

    /** Variables that are switches, in order of name: amazon-vpc-cni-k8s, README, "CNI Configuration Variables". */
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
            "ENABLE_IPv4",
            IPV6,
            "ENABLE_MULTI_NIC",
            POD_ENI,
            PREFIX_DELEGATION,
            SUBNET_DISCOVERY);

    /** All variables that eniguard reads. */
    public static final Set<String> VARIABLES = Stream.concat(
                    BOOLEANS.stream(),
                    Stream.of(
                            LABEL_DEF,
                            ANNOTATION_DEF,
                            CLUSTER_NAME,
                            VPC_ID,
                            "MAX_ENI",
                            "MINIMUM_IP_TARGET",
                            "WARM_ENI_TARGET",
                            "WARM_IP_TARGET",
                            "WARM_PREFIX_TARGET"))
            .collect(Collectors.toUnmodifiableSet());

    /** Overrides everything else: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go, externalEniConfigLabel. */
    public static final String EXTERNAL_LABEL = "vpc.amazonaws.com/externalEniConfig";

    public static final String DEFAULT_KEY = "k8s.amazonaws.com/eniConfig";

    public CniSettings {
        environment = Map.copyOf(environment);
    }

    public static CniSettings from(Tree daemonSet) {
        Map<String, String> environment = new LinkedHashMap<>();
        daemonSet.trees("spec", "template", "spec", "containers").stream()
                .filter(container -> container.text("name").filter(NAME::equals).isPresent())
                .flatMap(container -> container.trees("env").stream())
                .forEach(entry -> entry.text("name")
                        .ifPresent(name ->
                                environment.put(name, entry.text("value").orElse(""))));
        return new CniSettings(environment, false);
    }

    /** What is taken to hold where no DaemonSet was given: custom networking is on, with the default keys. */
    public static CniSettings assumedDefaults() {
        return new CniSettings(Map.of(CUSTOM_NETWORKING, "true"), true);
    }

    /** Whether a manifest is the VPC CNI's DaemonSet. */
    public static boolean isIn(ObjectId id) {
        return id.kind().equals(KIND)
                && id.name().equals(NAME)
                && id.namespace().equals(NAMESPACE);
    }

    public boolean customNetworking() {
        return flag(CUSTOM_NETWORKING, false);
    }

    /** Empty when unknown. It has no effect on instances that are neither Nitro nor bare metal. */
    public Optional<Boolean> prefixDelegation() {
        return unlessAssumed(PREFIX_DELEGATION, false);
    }

    /** Security groups for pods. Empty when unknown. */
    public Optional<Boolean> podEni() {
        return unlessAssumed(POD_ENI, false);
    }

    /**
     * Whether what pods send out of the VPC leaves with their own addresses, by the routes of their subnet, and not with the address of
     * the node's primary interface. Empty when unknown.
     */
    public Optional<Boolean> externalSnat() {
        return unlessAssumed(EXTERNAL_SNAT, false);
    }

    public boolean ipv6() {
        return flag(IPV6, false);
    }

    /** Whether tags can exclude subnets; on unless it is switched off. */
    public boolean subnetDiscovery() {
        return flag(SUBNET_DISCOVERY, true);
    }

    /** The switches that are on and keep the CNI from attaching interfaces. */
    public List<String> switchesAgainstProvisioning() {
        return Stream.of(NO_PROVISIONING, IMDS_ONLY)
                .filter(variable -> flag(variable, false))
                .toList();
    }

    /** {@code CLUSTER_NAME}: the cluster as EKS knows it, and the name that tags of subnets are compared with. */
    public Optional<String> clusterName() {
        return text(CLUSTER_NAME);
    }

    /** {@code VPC_ID}: the VPC of the cluster. */
    public Optional<String> vpcId() {
        return text(VPC_ID);
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    /** {@code MAX_ENI}: interfaces that the CNI may use, the primary one counted. */
    public OptionalInt maxEni() {
        return number("MAX_ENI").stream().filter(number -> number > 0).findFirst();
    }

    /** A whole number of zero or more, such as {@code WARM_IP_TARGET}; what Go's strconv.Atoi refuses is as good as unset. */
    public OptionalInt number(String variable) {
        String text = environment.getOrDefault(variable, "");
        return text.matches("[+]?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private boolean flag(String variable, boolean otherwise) {
        return GoBoolean.parse(environment.getOrDefault(variable, "")).orElse(otherwise);
    }

    private Optional<Boolean> unlessAssumed(String variable, boolean otherwise) {
        return assumed && !environment.containsKey(variable)
                ? Optional.empty()
                : Optional.of(flag(variable, otherwise));
    }

    /** Whether a value is one that Go's strconv.ParseBool takes. */
    public static boolean isBoolean(String value) {
        return GoBoolean.parse(value).isPresent();
    }

    /** The label that binds a node to an ENIConfig. Unset and empty mean the default; anything else is used as it stands. */
    public String labelKey() {
        return key(LABEL_DEF);
    }

    public String annotationKey() {
        return key(ANNOTATION_DEF);
    }

    private String key(String variable) {
        String key = environment.getOrDefault(variable, "");
        return key.isEmpty() ? DEFAULT_KEY : key;
    }

    /** Labels of these domains are Kubernetes' own: {@code topology.kubernetes.io/zone} and the like. */
    public boolean labelKeyIsKubernetes() {
        String domain =
                labelKey().contains("/") ? labelKey().substring(0, labelKey().indexOf('/')) : "";
        return domain.equals("kubernetes.io")
                || domain.endsWith(".kubernetes.io")
                || domain.equals("k8s.io")
                || domain.endsWith(".k8s.io");
    }

    /** The label's value is the node's zone, which the cloud controller sets. */
    public boolean labelKeyIsZone() {
        return labelKey().equals("topology.kubernetes.io/zone")
                || labelKey().equals("failure-domain.beta.kubernetes.io/zone");
    }

    /** The first key that the node carries decides, even with an empty value; without any it is {@code default}. */
    public EniConfigChoice resolve(ClusterNode node) {
        return choice(EniConfigChoice.Source.EXTERNAL_LABEL, EXTERNAL_LABEL, node.label(EXTERNAL_LABEL))
                .or(() -> choice(EniConfigChoice.Source.ANNOTATION, annotationKey(), node.annotation(annotationKey())))
                .or(() -> choice(EniConfigChoice.Source.LABEL, labelKey(), node.label(labelKey())))
                .orElse(new EniConfigChoice(EniConfigChoice.Source.FALLBACK, "", EniConfig.DEFAULT_NAME));
    }

    private static Optional<EniConfigChoice> choice(EniConfigChoice.Source source, String key, Optional<String> value) {
        return value.map(name -> new EniConfigChoice(source, key, name));
    }
}
