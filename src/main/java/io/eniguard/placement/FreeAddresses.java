package io.eniguard.placement;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * Calculates how many addresses subnets have left for new nodes. This is the number that EC2 reports, minus the addresses that are promised
 * to new nodes and that EC2 could not count as used yet. Without the promises, all nodes that are created between two readings would be
 * placed according to the same number and could overfill a small subnet.
 */
final class FreeAddresses {

    /**
     * The time during which a node without an interface for pods keeps its promised addresses. The first interface is attached a few
     * seconds after the node is created. A node without an interface after this time is unlikely to get one.
     */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private final World world;
    private final ToIntFunction<ClusterNode> addressesOfNewNode;

    FreeAddresses(World world, ToIntFunction<ClusterNode> addressesOfNewNode) {
        this.world = world;
        this.addressesOfNewNode = addressesOfNewNode;
    }

    /**
     * Returns the number of free addresses. The number is negative if more addresses are promised than are free. The result is empty if the
     * number is unknown or too old.
     */
    OptionalLong of(Subnet subnet) {
        return world.isFresh(Part.SUBNETS) && subnet.condition().freeAddresses().isPresent()
                ? OptionalLong.of(
                        usable(subnet, subnet.condition().freeAddresses().get()) - promised(subnet))
                : OptionalLong.empty();
    }

    /** Returns the free addresses that a node can use. With prefix delegation, only whole free blocks are usable. */
    private long usable(Subnet subnet, long free) {
        boolean isOfPrefixes = world.cluster()
                .cni()
                .flatMap(CniSettings::prefixDelegation)
                .filter(isOn -> isOn && world.isFresh(Part.INTERFACES))
                .isPresent();
        return isOfPrefixes
                ? Math.min(
                        free,
                        PrefixBlocks.ADDRESSES
                                * world.vpc().freePrefixes(subnet).orElse(free))
                : free;
    }

    /**
     * Returns the number of addresses that are promised to the new nodes of all ENIConfigs that name the subnet. Nodes are sorted newest
     * first, so only a few nodes are visited.
     */
    private long promised(Subnet subnet) {
        return world.cluster().eniConfigs().stream()
                .filter(eniConfig ->
                        eniConfig.subnetValue().filter(subnet.id()::equals).isPresent())
                .map(EniConfig::name)
                .flatMap(name -> world.cluster().nodesBoundTo(name).nodes().stream()
                        .takeWhile(node -> isSince(node, SETTLING))
                        .filter(node -> isSince(node, Duration.ZERO) || hasNoPodInterfaceYet(node)))
                .mapToLong(addressesOfNewNode::applyAsInt)
                .sum();
    }

    /**
     * Returns whether the node was created after the facts were read, or at most {@code before} earlier. A node without a creation time
     * counts as new.
     */
    private boolean isSince(ClusterNode node, Duration before) {
        // Kubernetes truncates the creation time to seconds, so a node of the same second may be newer than the facts.
        return node.createdAt()
                .map(created -> world.vpc()
                        .origin(Part.SUBNETS)
                        .asOf()
                        .map(asOf -> !created.isBefore(secondOf(asOf.minus(before))))
                        .orElse(false))
                .orElse(true);
    }

    private boolean hasNoPodInterfaceYet(ClusterNode node) {
        return world.vpc().origin(Part.INTERFACES).equals(world.vpc().origin(Part.SUBNETS))
                && world.vpc()
                        .addressUse()
                        .flatMap(use -> node.instanceId().map(use::podInterfacesOf))
                        .filter(List::isEmpty)
                        .isPresent();
    }

    private static Instant secondOf(Instant asOf) {
        return asOf.truncatedTo(ChronoUnit.SECONDS);
    }
}
