package io.eniguard.world;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.VpcSnapshot;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the facts of EC2 about instances to nodes. A kubelet can set labels and {@code spec.providerID} of its own node, within the limits
 * of NodeRestriction. The facts of EC2 are more reliable, and the zone and the type of an instance never change.
 */
public final class InstanceFacts {

    private InstanceFacts() {}

    /** Returns the node with the facts about its instance, or the unchanged node if EC2 adds nothing new. */
    public static ClusterNode of(ClusterNode node, VpcSnapshot vpc) {
        return vpc.instances().map(instances -> of(node, instances)).orElse(node);
    }

    /**
     * Returns the cluster with the facts about the instances of its nodes. Call this once per snapshot and not in every review, since a
     * cluster can have thousands of nodes.
     */
    public static ClusterSnapshot of(ClusterSnapshot cluster, VpcSnapshot vpc) {
        return vpc.instances()
                .filter(instances -> !instances.isEmpty())
                .map(instances -> cluster.withNodes(node -> of(node, instances)))
                .orElse(cluster);
    }

    private static ClusterNode of(ClusterNode node, Map<String, Instance> instances) {
        return node.instanceId()
                .flatMap(id -> Optional.ofNullable(instances.get(id)))
                .filter(instance -> addsFacts(instance, node))
                .map(instance -> with(instance, node))
                .orElse(node);
    }

    private static boolean addsFacts(Instance instance, ClusterNode node) {
        boolean sameZone = !instance.zone().isKnown()
                || instance.zone().isSameAs(node.statedZone()).orElse(false);
        boolean sameType = instance.type().isEmpty() || instance.type().equals(node.instanceType());
        return !sameZone || !sameType || with(instance, node).isGoverned() != node.isGoverned();
    }

    private static ClusterNode with(Instance instance, ClusterNode node) {
        return node.with(new ClusterNode.Instance(instance.zone(), instance.type()));
    }
}
