package io.eniguard.source.ec2;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.net.Zone;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Facts about the cluster's place in AWS that its Kubernetes objects contain. Options of the operator and answers of AWS take precedence.
 *
 * @param region the region of the nodes' zones
 * @param clusterName {@code CLUSTER_NAME} of aws-node
 * @param vpcId {@code VPC_ID} of aws-node
 */
public record ClusterHints(Optional<String> region, Optional<String> clusterName, Optional<String> vpcId) {

    /** A local zone is named after its region: {@code us-west-2-lax-1a}. */
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
