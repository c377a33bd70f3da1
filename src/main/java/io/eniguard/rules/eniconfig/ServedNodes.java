package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.text.NameList;
import io.eniguard.world.World;
import java.util.List;
import java.util.function.Function;

/** The nodes whose pods get their addresses through an ENIConfig. */
final class ServedNodes {

    private ServedNodes() {}

    /**
     * Returns the findings about the nodes that use the ENIConfig; an empty list if no nodes use it. Unknown settings of the CNI are
     * reported only if some nodes may use the ENIConfig.
     *
     * @param question the open question if the settings are unknown, as a clause that follows "unknown whether "
     */
    static List<Finding> check(
            EniConfig config,
            World world,
            String field,
            String question,
            Function<List<ClusterNode>, List<Finding>> judge) {
        if (world.cluster().nodes().stream().noneMatch(ClusterNode::isGoverned)) {
            return List.of();
        }
        return Given.given(
                world.nodesServedBy(config.name()).map(BoundNodes::nodes),
                field,
                question,
                Given.AWS_NODE,
                nodes -> nodes.isEmpty() ? List.of() : judge.apply(nodes));
    }

    /** Returns up to three names of nodes in order, and the number of the other nodes. */
    static String named(List<ClusterNode> nodes, int room) {
        return NameList.of(nodes.stream().map(ClusterNode::name).sorted().toList(), room);
    }
}
