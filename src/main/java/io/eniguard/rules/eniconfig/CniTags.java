package io.eniguard.rules.eniconfig;

import io.eniguard.vpc.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tags that can exclude a subnet from the VPC CNI. Since version 1.22.0, the CNI applies these tags to the subnets of ENIConfigs too:
 * amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, IsSubnetExcluded.
 *
 * @param role the value of the tag {@code kubernetes.io/role/cni}; empty if the tag is missing or has no value
 * @param clusters the cluster names in the tag keys that start with the prefix, in order
 * @param reading the way in which the CNI reads the tags
 */
record CniTags(Optional<String> role, List<String> clusters, Reading reading) {

    static final String ROLE = "kubernetes.io/role/cni";

    /** The ways in which versions of the CNI read the tags. */
    enum Reading {
        /** Version 1.22.0 reads the cluster names even if the subnet has no role tag. */
        OF_1_22_0("kubernetes.io/cluster/"),
        /** Since version 1.22.1, the CNI reads the cluster names only if the role tag has a value. */
        SINCE_1_22_1("cni.networking.k8s.aws/cluster/");

        private final String prefix;

        Reading(String prefix) {
            this.prefix = prefix;
        }

        /** The prefix of the tag keys with cluster names. */
        String prefix() {
            return prefix;
        }
    }

    /** Returns the tags as the newest version reads them. */
    static CniTags of(Subnet subnet) {
        return of(subnet, Reading.SINCE_1_22_1);
    }

    static CniTags of(Subnet subnet, Reading reading) {
        Map<String, String> tags = subnet.condition().tags();
        return new CniTags(
                Optional.ofNullable(tags.get(ROLE)).filter(value -> !value.isEmpty()),
                tags.keySet().stream()
                        .filter(key -> key.startsWith(reading.prefix()))
                        .map(key -> key.substring(reading.prefix().length()))
                        .sorted()
                        .toList(),
                reading);
    }

    /** Returns whether the tags exclude the subnet for all clusters. */
    boolean isOptedOut() {
        return role.filter("0"::equals).isPresent();
    }

    /** Returns whether the tags exclude the subnet for all clusters except {@link #clusters}. */
    boolean isReserved() {
        return (role.isPresent() || reading == Reading.OF_1_22_0) && !isOptedOut() && !clusters.isEmpty();
    }
}
