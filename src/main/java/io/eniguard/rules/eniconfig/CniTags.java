package io.eniguard.rules.eniconfig;

import io.eniguard.vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tags that can exclude a subnet from the VPC CNI. The CNI excludes subnets of ENIConfigs too, since version 1.22:
 * amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, IsSubnetExcluded.
 *
 * @param role the value of {@code kubernetes.io/role/cni}. The CNI ignores the tags of clusters if this tag is missing or empty
 * @param clusters the names in the keys {@code cni.networking.k8s.aws/cluster/NAME}, in order
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

    /** Whether the tags exclude the subnet for all clusters. */
    boolean isOptedOut() {
        return role.filter("0"::equals).isPresent();
    }

    /** Whether the tags exclude the subnet for all clusters except {@link #clusters}. */
    boolean isReserved() {
        return role.isPresent() && !isOptedOut() && !clusters.isEmpty();
    }
}
