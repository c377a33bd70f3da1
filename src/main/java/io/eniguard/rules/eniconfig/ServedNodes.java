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
     * Judges the nodes that use the ENIConfig. Returns no findings if no nodes use it. Reports unknown settings of the CNI only if there are
     * nodes that may use the ENIConfig.
     *
     * @param question the continuation of "unknown whether " for the case that the settings are unknown
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

    /** Returns at most three names, in order, and the number of the other nodes. */
    static String named(List<ClusterNode> nodes, int room) {
        return NameList.of(nodes.stream().map(ClusterNode::name).sorted().toList(), room);
    }
}
