package io.eniguard.source.ec2;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.net.Zone;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The region, the name and the VPC of the cluster, as far as its Kubernetes objects contain them. Options of the operator and answers from
 * AWS take precedence.
 *
 * @param region the region of the nodes' zones
 * @param clusterName the variable {@code CLUSTER_NAME} of aws-node
 * @param vpcId the variable {@code VPC_ID} of aws-node
 */
public record ClusterHints(Optional<String> region, Optional<String> clusterName, Optional<String> vpcId) {

    /**
     * Matches the region at the beginning of a zone's name. The name of a local zone also begins with the region, as in {@code
     * us-west-2-lax-1a}.
     */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");

    static ClusterHints of(ClusterSnapshot cluster) {
        return new ClusterHints(
                cluster.nodes().stream()
                        .map(ClusterNode::zone)
                        .flatMap(zone -> region(zone).stream())
                        .findFirst(),
                cluster.cni().flatMap(CniSettings::clusterName),
                cluster.cni().flatMap(CniSettings::vpcId));
    }

    private static Optional<String> region(Zone zone) {
        return zone.name().map(REGION::matcher).filter(Matcher::lookingAt).map(Matcher::group);
    }
}
