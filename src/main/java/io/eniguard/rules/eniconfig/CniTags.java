package io.eniguard.rules.eniconfig;

import io.eniguard.vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tags of a subnet by which the VPC CNI (1.22 and newer) leaves its addresses unused, in ENIConfigs too: amazon-vpc-cni-k8s,
 * pkg/awsutils/awsutils.go, IsSubnetExcluded.
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

    /** For every cluster. */
    boolean isOptedOut() {
        return role.filter("0"::equals).isPresent();
    }

    /** For those that are not named. */
    boolean isReserved() {
        return role.isPresent() && !isOptedOut() && !clusters.isEmpty();
    }
}
