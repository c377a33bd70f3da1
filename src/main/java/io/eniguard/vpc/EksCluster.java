package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.Optional;

/**
 * What EKS' DescribeCluster tells of the cluster's network.
 *
 * @param remoteNetworks node and pod networks of a hybrid cluster; empty for others
 */
public record EksCluster(
        Optional<String> name,
        Optional<String> vpcId,
        Optional<String> clusterSecurityGroupId,
        Optional<Ipv4Cidr> serviceCidr,
        Optional<String> ipFamily,
        CidrSet remoteNetworks) {

    public boolean isIpv6() {
        return ipFamily.filter("ipv6"::equals).isPresent();
    }
}
