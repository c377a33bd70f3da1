package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.Addressing;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.rules.About;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Warns about a subnet without enough free prefixes, even if the subnet has free addresses. The rule reads the addresses of the network
 * interfaces and the CIDR reservations in the subnet, which can change, and the warm targets of the CNI.
 */
public final class SubnetPrefixes implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-prefixes", WARN)
            .says(
                    "With prefix delegation, the subnet has enough free /28 blocks for a new node and for its existing nodes")
            .because("""
                    A prefix is an aligned block of 16 free addresses. If the used addresses are scattered, a subnet can have
                    thousands of free addresses but no free block. aws-node then reports InsufficientCidrBlocks, and the node gets
                    no addresses for pods. Blocks in a CIDR reservation of the type "prefix" count as free. Blocks in a reservation
                    of the type "explicit" do not count, and neither do the first and the last block, because EC2 reserves
                    addresses in them. Unknown reservations are treated as no reservations. To keep
                    blocks together, reserve them for prefixes before other addresses scatter (aws ec2
                    create-subnet-cidr-reservation --reservation-type prefix).
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html");

    private static final String FIX = "name another subnet of its zone, or run aws ec2 create-subnet-cidr-reservation";

    private static final String QUESTION = "%s has room for a prefix";

    @Override
    public About about() {
        return ABOUT;
    }

    /** Returns the kind Node, because without nodes the rule assumes a new node that takes a prefix. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE);
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        Optional<Boolean> prefixes =
                world.cni().map(CniSettings::prefixDelegation).orElse(Optional.empty());
        boolean nothingToJudge = prefixes.isEmpty() && world.vpc().addressUse().isEmpty();
        if (nothingToJudge || !prefixes.orElse(true)) {
            return List.of();
        }
        return NamedSubnet.check(config, world, QUESTION, subnet -> judge(config, subnet, prefixes.isPresent(), world));
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, boolean isOn, World world) {
        if (subnet.cidr().isEmpty() || isFull(subnet)) {
            return List.of();
        }
        return NamedSubnet.given(
                        free(subnet, world),
                        world,
                        QUESTION.formatted(subnet.id()),
                        AwsFacts.NETWORK_INTERFACES,
                        free -> largest(config, world)
                                .filter(node -> node.blocks() > free)
                                .map(node ->
                                        isOn ? tooFew(subnet, free, node, world) : perhapsTooFew(subnet, free, node))
                                .or(() -> isOn ? tooFewForNodes(config, subnet, free, world) : Optional.empty())
                                .stream()
                                .toList())
                .stream()
                .map(finding -> finding instanceof Unknown ? finding.atMost(AUDIT) : finding)
                .toList();
    }

    /**
     * Returns whether the subnet has fewer free addresses than one prefix. The rule {@code subnet-capacity} reports a lack of free
     * addresses.
     */
    private static boolean isFull(Subnet subnet) {
        return subnet.condition()
                .freeAddresses()
                .filter(free -> free < PrefixBlocks.ADDRESSES)
                .isPresent();
    }

    private static Fact<Long> free(Subnet subnet, World world) {
        OptionalLong free = world.vpc().freePrefixes(subnet);
        return free.isPresent()
                ? world.ifFresh(free.getAsLong(), Missing.OTHER, Part.INTERFACES)
                : Fact.unknown(
                        Missing.OTHER,
                        "the addresses of its interfaces are unknown (%s)"
                                .formatted(world.provenance(Part.INTERFACES)));
    }

    /**
     * A new node.
     *
     * @param inWords the node in words, such as {@code a new m5.large}
     * @param blocks the number of /28 blocks that the node takes before its first pod starts
     */
    private record NewNode(String inWords, int blocks) {}

    /** Returns a new node of the instance type that takes the most blocks. If no instance type is known, the node takes one block. */
    private static Optional<NewNode> largest(EniConfig config, World world) {
        Set<String> types =
                world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).instanceTypes();
        if (types.isEmpty()) {
            return Optional.of(new NewNode(FirstNode.OF_ANY_TYPE.node(), 1));
        }
        AddressDemand demand = AddressDemand.with(
                world.cni().orElse(CniSettings.assumedDefaults()), world.instanceTypes(), Addressing.PREFIXES);
        return types.stream()
                .sorted()
                .map(type -> new NewNode("a new " + type, demand.prefixesOf(type)))
                .reduce((one, other) -> other.blocks() > one.blocks() ? other : one);
    }

    private static Finding tooFew(Subnet subnet, long free, NewNode node, World world) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has %s%s (%s); %s takes %d"
                        .formatted(
                                subnet.id(),
                                blocks(
                                        free,
                                        world.vpc().keptFromPrefixes(subnet).isEmpty() ? "free" : "usable"),
                                subnet.condition()
                                        .freeAddresses()
                                        .map(addresses -> ", although %d addresses are free".formatted(addresses))
                                        .orElse(""),
                                world.provenance(Part.INTERFACES),
                                node.inWords(),
                                node.blocks()),
                FIX);
    }

    /** Reports a subnet with fewer free blocks than its nodes can still take until each node is full. */
    private static Optional<Finding> tooFewForNodes(EniConfig config, Subnet subnet, long free, World world) {
        CniSettings cni = world.cni().orElse(CniSettings.assumedDefaults());
        if (!cni.customNetworking()
                || world.cluster().nodesBoundTo(config.name()).nodes().isEmpty()) {
            return Optional.empty();
        }
        Fleet fleet = Fleet.of(config, cni, world);
        long missing = fleet.prefixes()
                - world.vpc()
                        .addressUse()
                        .map(use -> use.prefixesIn(subnet.id()))
                        .orElse(0);
        return missing <= free
                ? Optional.empty()
                : Optional.of(new Violation(
                        NamedSubnet.FIELD,
                        "%s has %s (%s), but %s can take %s%d more"
                                .formatted(
                                        subnet.id(),
                                        blocks(free, "free"),
                                        world.provenance(Part.INTERFACES),
                                        fleet.inWords(),
                                        fleet.atLeast(),
                                        missing),
                        FIX));
    }

    private static Finding perhapsTooFew(Subnet subnet, long free, NewNode node) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s has room for a node".formatted(subnet.id()),
                "it has %s, but %s takes %d if prefix delegation is on"
                        .formatted(blocks(free, "free"), node.inWords(), node.blocks()),
                Given.AWS_NODE,
                Missing.OTHER);
    }

    private static String blocks(long number, String state) {
        return "%s %s /28 block%s".formatted(number == 0 ? "no" : String.valueOf(number), state, number > 1 ? "s" : "");
    }
}
