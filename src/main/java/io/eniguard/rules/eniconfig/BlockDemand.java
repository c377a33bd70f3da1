package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.maxpods.Addressing;
import io.eniguard.rules.AddressDemand;
import io.eniguard.text.Count;
import io.eniguard.world.World;
import java.util.Set;

/**
 * The number of /28 blocks that must be free in a pod subnet.
 *
 * @param inWords the reason with the number, as a clause such as {@code a new m5.large takes 3}
 * @param blocks the number of blocks
 */
record BlockDemand(String inWords, int blocks) {

    /** Returns the number that the parameter {@code minFreeBlocks} demands. */
    static BlockDemand ofPolicy(int blocks) {
        return new BlockDemand("the policy demands at least " + Count.of(blocks, "free /28 block"), blocks);
    }

    /**
     * Returns the number that a new node takes before its first pod starts. The node has the instance type that takes the most blocks. If
     * no instance type is known, the node takes one block.
     */
    static BlockDemand ofLargestNode(EniConfig config, World world) {
        Set<String> types =
                world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).instanceTypes();
        AddressDemand demand = AddressDemand.with(
                world.cni().orElse(CniSettings.assumedDefaults()), world.instanceTypes(), Addressing.PREFIXES);
        return types.stream()
                .sorted()
                .map(type -> ofNode("a new " + type, demand.prefixesOf(type)))
                .reduce((one, other) -> other.blocks() > one.blocks() ? other : one)
                .orElse(ofNode(FirstNode.OF_ANY_TYPE.node(), 1));
    }

    private static BlockDemand ofNode(String node, int blocks) {
        return new BlockDemand("%s takes %d".formatted(node, blocks), blocks);
    }
}
