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
 * The addresses that subnets have left for nodes to come: what EC2 counted, less what is promised to nodes that EC2 could not count
 * yet. Without the promises, all nodes between two readings would see the same number and overrun a small subnet.
 */
final class FreeAddresses {

    /** A node's first interface for pods comes some seconds after the node; one that has none by then is not likely to get one. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private final World world;
    private final ToIntFunction<ClusterNode> addressesOfNewNode;

    FreeAddresses(World world, ToIntFunction<ClusterNode> addressesOfNewNode) {
        this.world = world;
        this.addressesOfNewNode = addressesOfNewNode;
    }

    /** May be negative, when more is promised than there is; empty when unknown, or too long ago. */
    OptionalLong of(Subnet subnet) {
        return world.isFresh(Part.SUBNETS) && subnet.condition().freeAddresses().isPresent()
                ? OptionalLong.of(
                        usable(subnet, subnet.condition().freeAddresses().get()) - promised(subnet))
                : OptionalLong.empty();
    }

    /** Nodes that take prefixes have no use for single addresses that lie scattered between others. */
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

    /** Also by way of other ENIConfigs that name the subnet: nodes are listed newest first, so few are looked at. */
    private long promised(Subnet subnet) {
        return world.cluster().eniConfigs().stream()
                .filter(eniConfig ->
                        eniConfig.subnetValue().filter(subnet.id()::equals).isPresent())
                .map(EniConfig::name)
                .flatMap(name -> world.cluster().nodesBoundTo(name).nodes().stream()
                        .takeWhile(node -> isSince(node, SETTLING))
                        .filter(node -> isSince(node, Duration.ZERO) || hasNothingYet(node)))
                .mapToLong(addressesOfNewNode::applyAsInt)
                .sum();
    }

    /** Whether the node was made no longer before the facts, or since. */
    private boolean isSince(ClusterNode node, Duration before) {
        // Kubernetes cuts the fractions of a second off: a node of the same second may have come after the reading.
        return node.createdAt()
                .map(created -> world.vpc()
                        .origin(Part.SUBNETS)
                        .asOf()
                        .map(asOf -> !created.isBefore(secondOf(asOf.minus(before))))
                        .orElse(false))
                .orElse(true);
    }

    private boolean hasNothingYet(ClusterNode node) {
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
