package io.eniguard.cluster;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The settings of the VPC CNI, which are the environment variables of the container {@code aws-node}, and the version of the CNI. This class
 * interprets the values as the CNI does.
 *
 * @param assumed whether the DaemonSet is unknown, so that custom networking is assumed to be on and some settings are unknown
 * @param version the version in the tag of the image; empty if the image has no such tag. If the manifest names no image, the newest
 *     version is assumed, because only a shortened manifest lacks the image
 * @param nodes the nodes on which the DaemonSet can run
 */
public record CniSettings(
        CniEnvironment environment, boolean assumed, Optional<CniVersion> version, RequiredNodes nodes) {

    public static final String KIND = "DaemonSet";
    public static final String GROUP = "apps";
    public static final String NAME = "aws-node";
    public static final String NAMESPACE = "kube-system";

    /** The key of the label that overrides all other sources: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go, externalEniConfigLabel. */
    public static final String EXTERNAL_LABEL = "vpc.amazonaws.com/externalEniConfig";

    /** The default key of the label and of the annotation. */
    public static final String DEFAULT_KEY = "k8s.amazonaws.com/eniConfig";

    /** Creates settings of the newest version. */
    public CniSettings(Map<String, String> environment, boolean assumed) {
        this(CniEnvironment.of(environment), assumed, Optional.of(CniVersion.NEWEST), RequiredNodes.ANY);
    }

    public static CniSettings from(Tree daemonSet) {
        List<Tree> containers = daemonSet.trees("spec", "template", "spec", "containers").stream()
                .filter(container -> container.text("name").filter(NAME::equals).isPresent())
                .toList();
        Optional<String> image = containers.stream()
                .flatMap(container -> container.text("image").stream())
                .findFirst();
        return new CniSettings(
                CniEnvironment.in(containers),
                false,
                image.map(CniVersion::ofImage).orElse(Optional.of(CniVersion.NEWEST)),
                RequiredNodes.of(daemonSet));
    }

    /** Returns the same settings without the number of nodes for which aws-node is scheduled according to its status. */
    public CniSettings withoutDesiredNumber() {
        return new CniSettings(environment, assumed, version, nodes.withoutDesired());
    }

    /** Returns the settings that are assumed if the DaemonSet is unknown: custom networking is on, with the default keys. */
    public static CniSettings assumedDefaults() {
        return new CniSettings(Map.of(CniVariables.CUSTOM_NETWORKING, "true"), true);
    }

    /** Whether the object is the DaemonSet of the VPC CNI. */
    public static boolean isAwsNode(ObjectId id) {
        return id.group().equals(GROUP)
                && id.kind().equals(KIND)
                && id.name().equals(NAME)
                && id.namespace().equals(NAMESPACE);
    }

    /** Returns the same settings, except that this variable has the value of the other settings. */
    public CniSettings with(String variable, CniSettings other) {
        return new CniSettings(environment.with(variable, other.environment), assumed, version, nodes);
    }

    /**
     * Whether the settings govern the node. This is true if the VPC CNI assigns the addresses of the node's pods and aws-node can run on
     * the node.
     */
    public boolean governs(ClusterNode node) {
        return node.isGoverned() && nodes.canBe(node.labels());
    }

    public boolean customNetworking() {
        return flag(CniVariables.CUSTOM_NETWORKING, false);
    }

    /**
     * Whether prefix delegation is on; empty if unknown. Prefix delegation affects only Nitro and bare metal instances. Versions before 1.9
     * do not have it.
     */
    public Optional<Boolean> prefixDelegation() {
        return unlessUnknown(CniVariables.PREFIX_DELEGATION, false).map(isOn -> isOn && !isBefore(1, 9, 0));
    }

    /** Whether the version is known to be older than the given version. */
    public boolean isBefore(int major, int minor, int patch) {
        return version.filter(known -> !known.isAtLeast(major, minor, patch)).isPresent();
    }

    /** Whether security groups for pods are on; empty if unknown. */
    public Optional<Boolean> podEni() {
        return unlessUnknown(CniVariables.POD_ENI, false);
    }

    /** Whether the CNI also attaches interfaces to the network cards besides the first one; empty if unknown. */
    public Optional<Boolean> multiNic() {
        return unlessUnknown(CniVariables.MULTI_NIC, false);
    }

    /**
     * Whether packets of pods leave the VPC with the address of the pod, through the routes of the pod's subnet; empty if unknown. If the
     * value is false, packets leave with the address of the node's primary interface.
     */
    public Optional<Boolean> externalSnat() {
        return unlessUnknown(CniVariables.EXTERNAL_SNAT, false);
    }

    /**
     * Returns the destinations outside the VPC to which packets of pods keep the address of the pod, although nodes translate other packets.
     * The CNI ignores this list while {@link #externalSnat} is on, and skips each part that is not an IPv4 block. The result is empty if
     * the list is in another object.
     */
    public Optional<CidrSet> snatExclusions() {
        return environment.isUnknown(CniVariables.EXCLUDE_SNAT_CIDRS)
                ? Optional.empty()
                : Optional.of(knownExclusions());
    }

    private CidrSet knownExclusions() {
        String value = environment.value(CniVariables.EXCLUDE_SNAT_CIDRS);
        // amazon-vpc-cni-k8s, pkg/networkutils/network.go, parseCIDRString.
        return value.isEmpty()
                ? CidrSet.EMPTY
                : CidrSet.of(Stream.of(value.split(","))
                        .map(String::strip)
                        .flatMap(part -> Ipv4Cidr.tryParse(part).stream())
                        .toList());
    }

    /**
     * Whether IPv4 is on; empty if the variable is absent or unreadable. The CNI's own default is off, although its README says that it is
     * on: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go, isIPv4Enabled.
     */
    public Optional<Boolean> ipv4() {
        return environment.flag(CniVariables.IPV4);
    }

    public boolean ipv6() {
        return flag(CniVariables.IPV6, false);
    }

    /** Whether a tag can exclude a subnet from use by the CNI; true by default. */
    public boolean subnetDiscovery() {
        return flag(CniVariables.SUBNET_DISCOVERY, true);
    }

    /** Returns the names of the variables that are set to true and thereby prevent the CNI from attaching interfaces. */
    public List<String> switchesAgainstProvisioning() {
        return Stream.of(CniVariables.NO_PROVISIONING, CniVariables.IMDS_ONLY)
                .filter(variable -> flag(variable, false))
                .toList();
    }

    /** The value of {@code CniVariables.CLUSTER_NAME}, the name of the cluster in EKS and in the tags of subnets. */
    public Optional<String> clusterName() {
        return environment.text(CniVariables.CLUSTER_NAME);
    }

    /** The value of {@code CniVariables.VPC_ID}, the id of the cluster's VPC. */
    public Optional<String> vpcId() {
        return environment.text(CniVariables.VPC_ID);
    }

    /**
     * The value of {@code CniVariables.MAX_ENI}, the number of interfaces that the CNI may use, including the primary one; empty if it is not a number
     * above 0.
     */
    public OptionalInt maxEni() {
        return environment.number(CniVariables.MAX_ENI).stream()
                .filter(number -> number > 0)
                .findFirst();
    }

    /** Returns the value of a switch; {@code otherwise} if it is absent or the CNI cannot read it. */
    public boolean flag(String variable, boolean otherwise) {
        return environment.flag(variable).orElse(otherwise);
    }

    private Optional<Boolean> unlessUnknown(String variable, boolean otherwise) {
        return (assumed && !environment.isSet(variable)) || environment.isUnknown(variable)
                ? Optional.empty()
                : Optional.of(flag(variable, otherwise));
    }

    /** Whether Go's strconv.ParseBool accepts the value. */
    public static boolean isBoolean(String value) {
        return GoBoolean.parse(value).isPresent();
    }

    /** The keys by which a node selects its ENIConfig. */
    public EniConfigKeys keys() {
        return EniConfigKeys.in(environment);
    }

    public String labelKey() {
        return keys().label();
    }

    public String annotationKey() {
        return keys().annotation();
    }

    /** Returns the ENIConfig that the node selects by {@link #keys}. */
    public EniConfigChoice resolve(ClusterNode node) {
        return keys().resolve(node);
    }

    /**
     * Returns a variable that decides which ENIConfig a node uses, if its value is in another object. The result is empty if all values of
     * these variables are known.
     */
    public Optional<String> unknownSelection() {
        List<String> deciding = environment.isUnknown(CniVariables.CUSTOM_NETWORKING) || customNetworking()
                ? List.of(CniVariables.CUSTOM_NETWORKING, CniVariables.LABEL_DEF, CniVariables.ANNOTATION_DEF)
                : List.of();
        return deciding.stream().filter(environment::isUnknown).findFirst();
    }
}
