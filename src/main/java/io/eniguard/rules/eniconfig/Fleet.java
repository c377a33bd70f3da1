package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.AddressDemand;
import io.eniguard.world.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All nodes whose pods get addresses from one subnet, through one or more ENIConfigs. The sums apply when each node runs as many pods as it
 * can.
 *
 * @param nodes the number of nodes
 * @param ofUnknownType the number of nodes that the sums leave out, because the instance type is unknown
 * @param addresses the largest number of addresses that the nodes of known types take together
 * @param prefixes the largest number of /28 blocks that these nodes take together; 0 if the nodes take single addresses
 */
record Fleet(int nodes, int ofUnknownType, long addresses, long prefixes) {

    /** Returns the nodes of the ENIConfig, and of all other stored ENIConfigs with the same subnet. */
    static Fleet of(EniConfig config, CniSettings cni, World world) {
        AddressDemand demand = AddressDemand.with(cni, world.instanceTypes());
        Set<String> names = new LinkedHashSet<>(List.of(config.name()));
        config.subnetId().map(world.cluster()::eniConfigsWithSubnet).ifPresent(names::addAll);
        Fleet fleet = new Fleet(0, 0, 0, 0);
        for (String name : names) {
            for (var size : world.cluster().nodesBoundTo(name).sizes().entrySet()) {
                fleet = fleet.and(of(size, demand, world));
            }
        }
        return fleet;
    }

    private static Fleet of(Map.Entry<BoundNodes.Size, Integer> size, AddressDemand demand, World world) {
        int number = size.getValue();
        return demand.whenFull(
                        size.getKey().instanceType(),
                        size.getKey().maxPods(),
                        world.parameters().podCeilings())
                .map(full -> new Fleet(number, 0, (long) number * full.addresses(), (long) number * full.prefixes()))
                .orElseGet(() -> new Fleet(number, number, 0, 0));
    }

    private Fleet and(Fleet other) {
        return new Fleet(
                nodes + other.nodes,
                ofUnknownType + other.ofUnknownType,
                addresses + other.addresses,
                prefixes + other.prefixes);
    }

    /** Returns the number of nodes in words, such as {@code its 12 nodes}. */
    String inWords() {
        return nodes == 1 ? "its only node" : "its %d nodes".formatted(nodes);
    }

    /** Returns {@code at least } if some nodes are left out of the sums, otherwise an empty text. */
    String atLeast() {
        return ofUnknownType > 0 ? "at least " : "";
    }
}
