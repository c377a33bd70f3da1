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

/** The nodes whose pods get their addresses by an ENIConfig. */
final class ServedNodes {

    /** What to do while the CNI's settings are not known. */
    static final String WANTED = "give eniguard the DaemonSet aws-node (--cluster)";

    private ServedNodes() {}

    /**
     * What there is to say while nodes use the ENIConfig. That the CNI's settings are unknown is only told where there are nodes that
     * may use it.
     *
     * @param question what cannot be told, going on from "unknown whether "
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
                WANTED,
                nodes -> nodes.isEmpty() ? List.of() : judge.apply(nodes));
    }

    /** In order of name, at most three and the number of the others. */
    static String named(List<ClusterNode> nodes, int room) {
        return NameList.of(nodes.stream().map(ClusterNode::name).sorted().toList(), room);
    }
}
