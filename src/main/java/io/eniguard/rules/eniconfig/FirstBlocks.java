package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.maxpods.Addressing;
import io.eniguard.rules.AddressDemand;
import io.eniguard.world.World;
import java.util.Set;

/**
 * The prefixes of a new node.
 *
 * @param node the node in words, such as {@code a new m5.large}
 * @param blocks the number of /28 blocks that the node takes before its first pod starts
 */
record FirstBlocks(String node, int blocks) {

    /** Returns a new node of the instance type that takes the most blocks. If no instance type is known, the node takes one block. */
    static FirstBlocks ofLargest(EniConfig config, World world) {
        Set<String> types =
                world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).instanceTypes();
        AddressDemand demand = AddressDemand.with(
                world.cni().orElse(CniSettings.assumedDefaults()), world.instanceTypes(), Addressing.PREFIXES);
        return types.stream()
                .sorted()
                .map(type -> new FirstBlocks("a new " + type, demand.prefixesOf(type)))
                .reduce((one, other) -> other.blocks() > one.blocks() ? other : one)
                .orElse(new FirstBlocks(FirstNode.OF_ANY_TYPE.node(), 1));
    }
}
