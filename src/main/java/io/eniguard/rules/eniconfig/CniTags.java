package io.eniguard.rules.eniconfig;

import io.eniguard.vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tags that can exclude a subnet from the VPC CNI. Since version 1.22, the CNI applies these tags to the subnets of ENIConfigs too:
 * amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, IsSubnetExcluded.
 *
 * @param role the value of the tag {@code kubernetes.io/role/cni}; empty if the tag is missing or has no value. If it is empty, the CNI
 *     ignores the tags with cluster names.
 * @param clusters the cluster names in the tag keys {@code cni.networking.k8s.aws/cluster/NAME}, in order
 */
record CniTags(Optional<String> role, List<String> clusters) {

    static final String ROLE = "kubernetes.io/role/cni";
    static final String CLUSTER = "cni.networking.k8s.aws/cluster/";

    static CniTags of(Subnet subnet) {
        Map<String, String> tags = subnet.condition().tags();
        return new CniTags(
                Optional.ofNullable(tags.get(ROLE)).filter(value -> !value.isEmpty()),
                tags.keySet().stream()
                        .filter(key -> key.startsWith(CLUSTER))
                        .map(key -> key.substring(CLUSTER.length()))
                        .sorted()
                        .toList());
    }

    /** Returns whether the tags exclude the subnet for all clusters. */
    boolean isOptedOut() {
        return role.filter("0"::equals).isPresent();
    }

    /** Returns whether the tags exclude the subnet for all clusters except {@link #clusters}. */
    boolean isReserved() {
        return role.isPresent() && !isOptedOut() && !clusters.isEmpty();
    }
}
