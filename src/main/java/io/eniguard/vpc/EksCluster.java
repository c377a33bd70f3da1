package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.List;
import java.util.Optional;

/**
 * What EKS' DescribeCluster tells of the cluster's network.
 *
 * @param clusterSecurityGroupId which EKS makes and gives the control plane's interfaces, and nodes that name no others
 * @param controlPlane what its interfaces have besides
 * @param remoteNetworks node and pod networks of a hybrid cluster; empty for others
 */
public record EksCluster(
        Optional<String> name,
        Optional<String> vpcId,
        Optional<String> clusterSecurityGroupId,
        Optional<Ipv4Cidr> serviceCidr,
        Optional<String> ipFamily,
        ControlPlane controlPlane,
        CidrSet remoteNetworks) {

    /**
     * The interfaces by which the control plane reaches into the VPC.
     *
     * @param groupIds security groups that the cluster's makers gave them, beside the cluster's own
     * @param subnetIds where they are
     */
    public record ControlPlane(List<String> groupIds, List<String> subnetIds) {

        public static final ControlPlane UNKNOWN = new ControlPlane(List.of(), List.of());

        public ControlPlane {
            groupIds = List.copyOf(groupIds);
            subnetIds = List.copyOf(subnetIds);
        }
    }

    public boolean isIpv6() {
        return ipFamily.filter("ipv6"::equals).isPresent();
    }
}
