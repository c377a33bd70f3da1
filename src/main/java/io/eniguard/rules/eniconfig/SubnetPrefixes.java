package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Warns about a subnet without enough free prefixes, even if the subnet has free addresses. The rule reads the addresses of the network
 * interfaces and the CIDR reservations in the subnet, which can change, and the warm targets of the CNI. If a policy sets a minimum, the
 * rule only compares the free blocks with that minimum.
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
                    addresses in them, so a subnet of 32 addresses has no room for a prefix. Unknown reservations are
                    treated as no reservations. To keep blocks together, reserve them for prefixes before other addresses scatter (aws ec2
                    create-subnet-cidr-reservation --reservation-type prefix).
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html");

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
        OptionalInt demanded = world.parameters().minFreeBlocks();
        if (subnet.cidr().isEmpty() || (demanded.isEmpty() && isFull(subnet))) {
            return List.of();
        }
        BlockDemand demand = demanded.isPresent()
                ? BlockDemand.ofPolicy(demanded.getAsInt())
                : BlockDemand.ofLargestNode(config, world);
        PrefixShortage shortage = new PrefixShortage(subnet, world);
        Fact<Long> free = free(subnet, world);
        if (isOn && !free.isKnown() && demand.blocks() > shortage.most()) {
            return List.of(shortage.ofSize(demand));
        }
        return NamedSubnet.given(free, world, QUESTION.formatted(subnet.id()), AwsFacts.NETWORK_INTERFACES, number -> {
                    if (demand.blocks() > number) {
                        return List.of(isOn ? shortage.of(demand, number) : shortage.perhapsOf(demand, number));
                    }
                    return isOn && demanded.isEmpty() ? forAllNodes(config, subnet, number, world) : List.of();
                })
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

    /** Reports a subnet with fewer free blocks than its nodes can still take until each node is full. */
    private static List<Finding> forAllNodes(EniConfig config, Subnet subnet, long free, World world) {
        CniSettings cni = world.cni().orElse(CniSettings.assumedDefaults());
        if (!cni.customNetworking()
                || world.cluster().nodesBoundTo(config.name()).nodes().isEmpty()) {
            return List.of();
        }
        Fleet fleet = Fleet.of(config, cni, world);
        long missing = fleet.prefixes()
                - world.vpc()
                        .addressUse()
                        .map(use -> use.prefixesIn(subnet.id()))
                        .orElse(0);
        return missing <= free ? List.of() : List.of(new PrefixShortage(subnet, world).of(fleet, missing, free));
    }
}
