package io.eniguard.rules.node;

import static io.eniguard.rules.Action.AUDIT;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
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

/**
 * Finds nodes that are older than the ENIConfig they use, or than its choice. Reads the network interfaces of the node's instance, which
 * come and go; the subnet of each stays the same.
 */
public final class NodeDrift implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-drift", AUDIT)
            .says("A node's interfaces for pods lie in the subnet of the ENIConfig that it resolves to")
            .because("""
                    An interface keeps its subnet and its security groups for life, and the CNI goes on filling those that a node
                    has. So after an ENIConfig, a node's label or the switch to custom networking has changed, pods of older nodes
                    still get addresses of the old subnet, until each of these nodes is replaced.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String QUESTION = "the node's interfaces lie in the ENIConfig's subnet";

    @Override
    public About about() {
        return ABOUT;
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

    /** None for a node that is just being made, and while nobody has told of interfaces. */
    private static List<PodInterface> interfacesOf(ClusterNode node, World world) {
        return world.vpc()
                .addressUse()
                .flatMap(use -> node.instanceId().map(use::podInterfacesOf))
                .orElse(List.of());
    }

    /** An ENIConfig whose subnet is not there, or in another zone, has carried no pods of this node: other rules' subjects. */
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
                        "an interface of the node still lies in "
                                + others.get(0).subnetId(),
                        AwsFacts.NETWORK_INTERFACES.wanted(selection.world()),
                        drifted -> List.of(drift(selection, drifted, subnet)));
    }

    private static Finding drift(Selection selection, List<PodInterface> drifted, Subnet subnet) {
        return new Violation(
                selection.field(),
                "%s in %s, not in %s of ENIConfig %s: the node is older than that choice"
                        .formatted(
                                drifted.size() == 1
                                        ? drifted.get(0).id() + " lies"
                                        : drifted.size() + " of its interfaces lie",
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
