package io.eniguard.rules.node;

import static io.eniguard.rules.Action.AUDIT;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.text.Quote;
import io.eniguard.vpc.AddressUse.PodInterface;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds nodes that have interfaces outside the subnet of the node's ENIConfig. The interfaces are then older than the last change of the
 * ENIConfig, or of the node's choice of an ENIConfig. The rule reads the network interfaces of the node's instance. Interfaces can be
 * attached and detached, but the subnet of an interface never changes.
 */
public final class NodeDrift implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-drift", AUDIT)
            .says("A node's interfaces for pods are in the subnet of the node's ENIConfig")
            .because("""
                    An interface keeps its subnet and its security groups for its whole life, and the CNI keeps using the
                    interfaces that a node has. After a change of an ENIConfig, of a node's label or of the switch for custom
                    networking, pods on older nodes still get addresses of the old subnet until these nodes are replaced.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String QUESTION = "the node's interfaces are in the subnet of its ENIConfig";

    @Override
    public About about() {
        return ABOUT;
    }

    /**
     * Returns the kind ENIConfig, because eniguard assumes that an unlabelled node uses the ENIConfig {@code default} if eniguard knows no
     * other ENIConfig for the node.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(node.labels(), node.annotations(), node.providerId());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        List<PodInterface> interfaces = interfacesOf(change.object(), world);
        return interfaces.isEmpty()
                ? List.of()
                : Selection.check(change, world, QUESTION, selection -> judge(selection, interfaces)).stream()
                        .map(finding -> finding.atMost(AUDIT))
                        .toList();
    }

    /** Returns the node's interfaces for pods. The list is empty for a new node and while the interfaces are unknown. */
    private static List<PodInterface> interfacesOf(ClusterNode node, World world) {
        return world.vpc()
                .addressUse()
                .flatMap(use -> node.instanceId().map(use::podInterfacesOf))
                .orElse(List.of());
    }

    /**
     * Compares the interfaces with the subnet of the ENIConfig. Skips an ENIConfig whose subnet is missing or in another zone. Other rules
     * report that ENIConfig, and the node cannot have interfaces in such a subnet.
     */
    private static List<Finding> judge(Selection selection, List<PodInterface> interfaces) {
        return selection
                .eniConfig()
                .filter(eniConfig -> !selection.isOpen())
                .flatMap(EniConfig::subnetId)
                .flatMap(id -> selection.world().subnet(id).orElse(Optional.empty()))
                .filter(subnet -> selection
                        .world()
                        .isSameZone(selection.zone(), subnet.zone())
                        .orElse(true))
                .map(subnet -> elsewhere(selection, interfaces, subnet))
                .orElse(List.of());
    }

    private static List<Finding> elsewhere(Selection selection, List<PodInterface> interfaces, Subnet subnet) {
        List<PodInterface> others = interfaces.stream()
                .filter(one -> !one.subnetId().equals(subnet.id()))
                .toList();
        return others.isEmpty()
                ? List.of()
                : Given.given(
                        selection.world().ifFresh(others, Missing.OTHER, Part.INTERFACES),
                        selection.field(),
                        "an interface of the node is still in " + others.get(0).subnetId(),
                        AwsFacts.NETWORK_INTERFACES.wanted(selection.world()),
                        drifted -> List.of(drift(selection, drifted, subnet)));
    }

    private static Finding drift(Selection selection, List<PodInterface> drifted, Subnet subnet) {
        return new Violation(
                selection.field(),
                "%s in %s, not in %s of ENIConfig %s, so the node was created before this setting"
                        .formatted(
                                drifted.size() == 1 ? drifted.get(0).id() + " is" : drifted.size() + " interfaces are",
                                NameList.of(
                                        drifted.stream()
                                                .map(PodInterface::subnetId)
                                                .distinct()
                                                .sorted()
                                                .toList(),
                                        30),
                                subnet.id(),
                                Quote.of(selection.name(), 30)),
                "drain and replace the node");
    }
}
