package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.maxpods.Addressing;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.rules.About;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Sees a subnet in which single addresses lie scattered, so that no prefix can be had though addresses are free. Reads what the network
 * interfaces in it hold and what is reserved, both of which change, and what the CNI keeps warm.
 */
public final class SubnetPrefixes implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-prefixes", WARN)
            .says("With prefix delegation, the subnet has as many free /28 blocks as one new node takes")
            .because("""
                    EC2 makes a prefix of 16 addresses that follow one another from a multiple of 16, all of them free. Scattered
                    single addresses can leave a subnet thousands of free addresses and not one such block: aws-node then says
                    InsufficientCidrBlocks, and the node gets no addresses for pods. Blocks in a reservation of the type "prefix"
                    count as free, those in one of the type "explicit" do not, and nor do the first and the last block, parts of
                    which EC2 keeps for itself. While the reservations are not known, it is as if there were none.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html");

    private static final String QUESTION = "it has room for a prefix";

    @Override
    public About about() {
        return ABOUT;
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
        if (subnet.cidr().isEmpty() || isFullAnyway(subnet)) {
            return List.of();
        }
        return NamedSubnet.given(
                        free(subnet, world),
                        world,
                        subnet.id() + " has room for a prefix",
                        AwsFacts.NETWORK_INTERFACES,
                        free -> neediest(config, world)
                                .filter(node -> node.blocks() > free)
                                .map(node -> isOn ? lack(subnet, free, node, world) : lackPerhaps(subnet, free, node))
                                .stream()
                                .toList())
                .stream()
                .map(finding -> finding instanceof Unknown ? finding.atMost(AUDIT) : finding)
                .toList();
    }

    /** No block can be free, wherever the addresses stand: that is what subnet-capacity says. */
    private static boolean isFullAnyway(Subnet subnet) {
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
                        "what its interfaces hold is not known (%s)".formatted(world.provenance(Part.INTERFACES)));
    }

    /** A node like those that the ENIConfig serves, and the blocks that it takes before its first pod. */
    private record NewNode(String inWords, int blocks) {}

    /** The one that takes most. Where no node tells its type, any that takes prefixes. */
    private static Optional<NewNode> neediest(EniConfig config, World world) {
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

    private static Finding lack(Subnet subnet, long free, NewNode node, World world) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s%s has %s%s (%s), but %s takes %d"
                        .formatted(
                                subnet.id(),
                                PodSubnets.ofZone(subnet.zone()),
                                blocks(
                                        free,
                                        world.vpc().keptFromPrefixes(subnet).isEmpty() ? "free" : "usable"),
                                subnet.condition()
                                        .freeAddresses()
                                        .map(addresses -> " beside %d free addresses".formatted(addresses))
                                        .orElse(""),
                                world.provenance(Part.INTERFACES),
                                node.inWords(),
                                node.blocks()),
                "name one%s that only prefixes use".formatted(PodSubnets.ofZone(subnet.zone())));
    }

    private static Finding lackPerhaps(Subnet subnet, long free, NewNode node) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether %s has room for a node: it has %s, and with prefix delegation %s takes %d"
                        .formatted(subnet.id(), blocks(free, "free"), node.inWords(), node.blocks()),
                ServedNodes.WANTED,
                Missing.OTHER);
    }

    private static String blocks(long number, String state) {
        return "%s %s /28 block%s"
                .formatted(number == 0 ? "no" : String.valueOf(number), state, number == 1 ? "" : "s");
    }
}
