package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Warns if pods use the subnet or the block of the nodes. The rule reads the subnets of the nodes' primary interfaces, the subnets that
 * EC2NodeClasses select, and the primary block of the VPC. The interfaces that the CNI adds for pods do not count. Nodes that custom
 * networking does not govern, such as nodes with Windows, may be in the pod subnet, and so may instances that are not nodes of the cluster.
 */
public final class SubnetOfNodes implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-of-nodes", WARN)
            .says("A pod subnet is neither a subnet of nodes nor in the primary block of the VPC")
            .because("""
                    With custom networking, one network interface of each node carries no pods. In return, pods take no addresses
                    from the subnets of the nodes. If pods use a subnet of the nodes, or another subnet in the primary block of the
                    VPC, the interface is lost and no scarce address becomes free. The option --permit-cidr permits pod subnets in
                    the primary block, but not in the subnets of nodes.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    /** The number of characters for the names of nodes. */
    private static final int ROOM_FOR_NODES = 60;

    private static final int LONGEST_NAME = 63;

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetOfNodes(SubnetFitness fitness) {
        podSubnets = new PodSubnets(fitness);
    }

    @Override
    public About about() {
        return ABOUT;
    }

    /** Returns the kind {@link ReviewedKind#DAEMON_SET}, because a DaemonSet can show that custom networking is off. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.DAEMON_SET);
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        // Without custom networking, pods use the subnets of the nodes anyway.
        if (!world.cni().map(CniSettings::customNetworking).orElse(true)) {
            return List.of();
        }
        EniConfig config = change.object();
        return NamedSubnet.check(
                config,
                world,
                "nodes use %s",
                subnet -> ofNodes(config, subnet, world)
                        .or(() -> ofNodeClass(config, subnet, world))
                        .or(() -> inPrimaryBlock(config, subnet, world))
                        .or(() -> unknown(subnet, world))
                        .stream()
                        .toList());
    }

    private Optional<Finding> ofNodes(EniConfig config, Subnet subnet, World world) {
        Set<String> instances = world.vpc().instanceSubnets().instancesIn(subnet.id());
        // In most clusters, no instance is in a pod subnet, so the nodes are rarely read.
        List<String> nodes = instances.isEmpty()
                ? List.of()
                : world.cluster().nodes().stream()
                        .filter(ClusterNode::isGoverned)
                        .filter(node ->
                                node.instanceId().filter(instances::contains).isPresent())
                        .map(ClusterNode::name)
                        .toList();
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s is the subnet of %s %s"
                                .formatted(
                                        subnet.id(),
                                        nodes.size() == 1 ? "node" : "nodes",
                                        NameList.of(nodes, ROOM_FOR_NODES)),
                        isForPods(subnet, world)
                                ? podSubnets.nameAnother(config, subnet, " without nodes", world)
                                : podSubnets.nameRecommended(config, subnet, world)));
    }

    private Optional<Finding> ofNodeClass(EniConfig config, Subnet subnet, World world) {
        Map<String, String> tags =
                world.isFresh(Part.SUBNETS) ? subnet.condition().tags() : Map.of();
        return world.cluster().nodeClasses().stream()
                .filter(nodeClass -> !nodeClass.isWindows())
                .filter(nodeClass -> nodeClass.subnetTerms().stream().anyMatch(term -> term.selects(subnet.id(), tags)))
                .map(NodeClass::name)
                .findFirst()
                .map(name -> new Violation(
                        NamedSubnet.FIELD,
                        "EC2NodeClass %s selects %s for nodes"
                                .formatted(PlainText.cut(name, LONGEST_NAME), subnet.id()),
                        isForPods(subnet, world)
                                ? "change the subnetSelectorTerms of the class or the tags of the subnet"
                                : podSubnets.nameRecommended(config, subnet, world)));
    }

    /** Returns whether the subnet is in a block for pods, so that the nodes are the mistake and not the ENIConfig. */
    private static boolean isForPods(Subnet subnet, World world) {
        return subnet.cidr()
                .filter(cidr -> PodSpace.of(world).isRecommended(cidr))
                .isPresent();
    }

    private Optional<Finding> inPrimaryBlock(EniConfig config, Subnet subnet, World world) {
        return subnet.cidr()
                .flatMap(cidr -> vpc(subnet, world)
                        .filter(vpc -> vpc.primaryCidr()
                                .filter(block -> block.contains(cidr))
                                .isPresent())
                        .filter(vpc -> !isJudgedElsewhere(cidr, PodSpace.of(world))))
                .map(vpc -> new Violation(
                        NamedSubnet.FIELD,
                        "%s is in %s, the primary block of %s"
                                .formatted(subnet.id(), vpc.primaryCidr().orElseThrow(), vpc.id()),
                        podSubnets.nameAnother(config, subnet, " in a secondary block", world)));
    }

    /** Returns whether the block is permitted, or whether the rule {@code subnet-cidr} reports it. */
    private static boolean isJudgedElsewhere(Ipv4Cidr cidr, PodSpace space) {
        return space.isPermitted(cidr) || !space.deniedIn(cidr).isEmpty();
    }

    /** Returns the VPC if it is known. The rule {@code subnet-state} reports an unknown VPC. */
    private static Optional<Vpc> vpc(Subnet subnet, World world) {
        return subnet.vpcId().flatMap(id -> world.vpc(id).orElse(Optional.empty()));
    }

    private static Optional<Finding> unknown(Subnet subnet, World world) {
        if (world.vpc().instances().isPresent() || world.vpc().addressUse().isPresent()) {
            return Optional.empty();
        }
        boolean hasInstances = world.cluster().nodes().stream()
                .anyMatch(node -> node.isGoverned() && node.instanceId().isPresent());
        return !hasInstances
                ? Optional.empty()
                : Optional.of(new Unknown(
                        NamedSubnet.FIELD,
                        "unknown whether %s is the subnet of a node".formatted(subnet.id()),
                        "the network interfaces are unknown (%s)".formatted(world.provenance(Part.INTERFACES)),
                        AwsFacts.NETWORK_INTERFACES.wanted(world),
                        Missing.OTHER,
                        AUDIT));
    }
}
