package io.eniguard.world;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.VpcSnapshot;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes with what EC2 tells of their instances. Labels and {@code spec.providerID} of a node are its kubelet's word, within what
 * NodeRestriction allows; an instance's zone and type are EC2's, and never change.
 */
public final class InstanceFacts {

    private InstanceFacts() {}

    /** The node itself where EC2 tells nothing that it doesn't say. */
    public static ClusterNode of(ClusterNode node, VpcSnapshot vpc) {
        return vpc.instances().map(instances -> of(node, instances)).orElse(node);
    }

    /** To be made once for each snapshot of the cluster and of the VPC: there are thousands of nodes. */
    public static ClusterSnapshot of(ClusterSnapshot cluster, VpcSnapshot vpc) {
        return vpc.instances()
                .filter(instances -> !instances.isEmpty())
                .map(instances -> cluster.withNodes(node -> of(node, instances)))
                .orElse(cluster);
    }

    private static ClusterNode of(ClusterNode node, Map<String, Instance> instances) {
        return node.instanceId()
                .flatMap(id -> Optional.ofNullable(instances.get(id)))
                .filter(instance -> tellsMore(instance, node))
                .map(instance -> with(instance, node))
                .orElse(node);
    }

    private static boolean tellsMore(Instance instance, ClusterNode node) {
        boolean sameZone = !instance.zone().isKnown()
                || instance.zone().isSameAs(node.statedZone()).orElse(false);
        boolean sameType = instance.type().isEmpty() || instance.type().equals(node.instanceType());
        return !sameZone || !sameType || with(instance, node).isGoverned() != node.isGoverned();
    }

    private static ClusterNode with(Instance instance, ClusterNode node) {
        return node.with(new ClusterNode.Instance(instance.zone(), instance.type()));
    }
}
