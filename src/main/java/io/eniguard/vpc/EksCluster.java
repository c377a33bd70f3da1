package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import java.util.List;
import java.util.Optional;

/**
 * The network of a cluster, as EKS' DescribeCluster describes it.
 *
 * @param clusterSecurityGroupId the group that EKS creates for the control plane's interfaces, and for nodes without other groups
 * @param controlPlane the additional security groups and the subnets of the control plane's interfaces
 * @param remoteNetworks the node and pod networks of a hybrid cluster; empty for other clusters
 * @param autoMode whether EKS Auto Mode manages the compute of the cluster. The cluster can also have other nodes
 */
public record EksCluster(
        Optional<String> name,
        Optional<String> vpcId,
        Optional<String> clusterSecurityGroupId,
        Optional<Ipv4Cidr> serviceCidr,
        Optional<String> ipFamily,
        ControlPlane controlPlane,
        CidrSet remoteNetworks,
        boolean autoMode) {

    /**
     * The network interfaces of the control plane in the VPC.
     *
     * @param groupIds the interfaces' additional security groups, without the cluster security group
     * @param subnetIds the interfaces' subnets
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
