package io.eniguard.rules.node;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Operation;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.text.Quote;
import io.eniguard.vpc.AddressUse.LeftOver;
import io.eniguard.vpc.AddressUse.PodInterface;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds nodes whose interfaces are older than the current settings for pods. The rule reads the network interfaces of the node's instance.
 *
 * <ul>
 *   <li>An interface outside the subnet of the node's ENIConfig is older than the last change of the ENIConfig, or of the node's choice of
 *       an ENIConfig. Interfaces can be attached and detached, but the subnet of an interface never changes.
 *   <li>Secondary addresses or prefixes of the primary interface are older than custom networking, because with custom networking the VPC
 *       CNI assigns no such addresses. The VPC CNI keeps using the existing ones.
 * </ul>
 */
public final class NodeDrift implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-drift", AUDIT)
            .says("All addresses for pods that a node holds are in the subnet of the node's ENIConfig")
            .because("""
                    An interface keeps its subnet and its security groups for its whole life, and the CNI keeps using the interfaces
                    that a node has. After a change of an ENIConfig, of a node's label or of the switch for custom networking, pods on
                    older nodes still get addresses from the old subnet until these nodes are replaced. If custom networking was
                    switched on while a node ran, the node's primary interface also keeps its addresses for pods.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String WHOLE_NODE = "metadata.name";
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
        return change
                .object()
                .instanceId()
                .map(instance -> world.vpc()
                        .addressUse()
                        .map(use -> check(change, world, use.podInterfacesOf(instance), use.leftOverOf(instance)))
                        .orElseGet(() -> withoutFacts(change, world)))
                .orElse(List.of())
                .stream()
                .map(finding -> finding.atMost(AUDIT))
                .toList();
    }

    /** Checks the facts about the node's instance. A node without interfaces for pods is new. */
    private static List<Finding> check(
            Change<ClusterNode> change, World world, List<PodInterface> interfaces, Optional<LeftOver> leftOver) {
        return interfaces.isEmpty() && leftOver.isEmpty()
                ? List.of()
                : Selection.check(change, world, QUESTION, selection -> {
                    List<Finding> elsewhere = judge(selection, interfaces);
                    return elsewhere.isEmpty()
                            ? leftOver.map(found -> onPrimary(selection, found)).orElse(List.of())
                            : elsewhere;
                });
    }

    /** Returns no findings about a node that is created now, because it has no pods yet. */
    private static List<Finding> withoutFacts(Change<ClusterNode> change, World world) {
        return change.operation() == Operation.CREATE
                ? List.of()
                : Selection.check(
                        change,
                        world,
                        QUESTION,
                        selection -> List.of(new Unknown(
                                WHOLE_NODE,
                                "unknown whether the node is older than custom networking or its ENIConfig",
                                "no network interfaces are known (%s)".formatted(world.provenance(Part.INTERFACES)),
                                AwsFacts.NETWORK_INTERFACES.wanted(world),
                                Missing.OTHER)));
    }

    private static List<Finding> onPrimary(Selection selection, LeftOver leftOver) {
        return Given.given(
                selection.world().ifFresh(leftOver, Missing.OTHER, Part.INTERFACES),
                WHOLE_NODE,
                "pods of the node still get addresses of its primary interface",
                AwsFacts.NETWORK_INTERFACES.wanted(selection.world()),
                found -> List.of(new Violation(
                        WHOLE_NODE,
                        "primary interface %s has %s for pods, so the node had pods before custom networking was on"
                                .formatted(found.id(), amount(found)),
                        "drain and replace the node")));
    }

    private static String amount(LeftOver found) {
        String addresses = count(found.addresses(), "secondary address", "secondary addresses");
        String prefixes = count(found.prefixes(), "prefix", "prefixes");
        return found.addresses() > 0 && found.prefixes() > 0
                ? addresses + " and " + prefixes
                : found.addresses() > 0 ? addresses : prefixes;
    }

    private static String count(int number, String one, String many) {
        return number == 1 ? "a " + one : number + " " + many;
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
