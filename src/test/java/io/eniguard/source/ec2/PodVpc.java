package io.eniguard.source.ec2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * The VPC of a cluster with custom networking, built by API calls. It has a primary block with a node subnet in each of three zones,
 * secondary blocks with a pod subnet in each zone, a security group for pods and the instance of a node. EKS knows the cluster. There is
 * also a second VPC.
 *
 * @param subnets the ids of the subnets by name: {@code nodes-a}, {@code pods-a}, and so on up to {@code c}
 * @param elsewhere a subnet of the second VPC
 */
public record PodVpc(
        String id,
        String cluster,
        Map<String, String> subnets,
        String podGroup,
        String elsewhere,
        String nodeInstance) {

    private static final List<String> ZONES = List.of("a", "b", "c");

    public static PodVpc build(Moto moto, String cluster) {
        try (Ec2Client ec2 = moto.ec2();
                EksClient eks = moto.eks()) {
            String vpc = vpc(ec2, "10.20.0.0/16");
            for (String block : List.of("100.64.0.0/16", "100.65.0.0/16")) {
                ec2.associateVpcCidrBlock(request -> request.vpcId(vpc).cidrBlock(block));
            }
            Map<String, String> subnets = new TreeMap<>();
            for (int i = 0; i < ZONES.size(); i++) {
                String zone = ZONES.get(i);
                subnets.put("nodes-" + zone, subnet(ec2, vpc, zone, "10.20.%d.0/24".formatted(i)));
                String block = i < 2 ? "100.64.%d.0/18".formatted(i * 64) : "100.65.0.0/18";
                subnets.put("pods-" + zone, subnet(ec2, vpc, zone, block));
            }
            String group = ec2.createSecurityGroup(request ->
                            request.groupName("pods").description("pods").vpcId(vpc))
                    .groupId();
            ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                    .ipPermissions(IpPermission.builder()
                            .ipProtocol("-1")
                            .userIdGroupPairs(
                                    UserIdGroupPair.builder().groupId(group).build())
                            .build()));
            String other = vpc(ec2, "10.30.0.0/16");
            String instance = ec2.runInstances(request -> request.imageId("ami-12345678")
                            .instanceType("m5.large")
                            .minCount(1)
                            .maxCount(1)
                            .subnetId(subnets.get("nodes-a"))
                            .tagSpecifications(clusterTag(cluster)))
                    .instances()
                    .get(0)
                    .instanceId();
            eks.createCluster(request -> request.name(cluster)
                    .roleArn("arn:aws:iam::123456789012:role/eks")
                    .resourcesVpcConfig(config -> config.subnetIds(subnets.get("nodes-a"), subnets.get("nodes-b"))
                            .securityGroupIds(group))
                    .kubernetesNetworkConfig(config -> config.serviceIpv4Cidr("172.20.0.0/16")));
            return new PodVpc(vpc, cluster, subnets, group, subnet(ec2, other, "a", "10.30.0.0/24"), instance);
        }
    }

    private static TagSpecification clusterTag(String cluster) {
        return TagSpecification.builder()
                .resourceType("instance")
                .tags(Tag.builder().key("eks:cluster-name").value(cluster).build())
                .build();
    }

    private static String vpc(Ec2Client ec2, String block) {
        return ec2.createVpc(request -> request.cidrBlock(block)).vpc().vpcId();
    }

    private static String subnet(Ec2Client ec2, String vpc, String zone, String block) {
        return ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(block).availabilityZone(Moto.REGION + zone))
                .subnet()
                .subnetId();
    }

    /** Adds another subnet in zone {@code a}. */
    public String addSubnet(Ec2Client ec2, String block) {
        return subnet(ec2, id, "a", block);
    }

    /** Adds a network interface to the node, as aws-node does. The interface gets the prefix, unless the prefix is empty. */
    void addPodInterface(Ec2Client ec2, String subnet, int device, String prefix) {
        String made = ec2.createNetworkInterface(request ->
                        request.subnetId(subnet).description("aws-K8S-%s %s".formatted(nodeInstance, prefix)))
                .networkInterface()
                .networkInterfaceId();
        ec2.attachNetworkInterface(request ->
                request.networkInterfaceId(made).instanceId(nodeInstance).deviceIndex(device));
    }

    /** Adds a private NAT gateway to a subnet. Returns its id. */
    String addNatGateway(Ec2Client ec2, String subnet) {
        return ec2.createNatGateway(request -> request.subnetId(subnet).connectivityType(ConnectivityType.PRIVATE))
                .natGateway()
                .natGatewayId();
    }

    /** Adds an active peering connection with a new VPC that has the block. Returns the id of the connection. */
    String addPeer(Ec2Client ec2, String block) {
        String peer = vpc(ec2, block);
        String connection = ec2.createVpcPeeringConnection(
                        request -> request.vpcId(id).peerVpcId(peer))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        ec2.acceptVpcPeeringConnection(request -> request.vpcPeeringConnectionId(connection));
        return connection;
    }

    /** Adds a route table for a subnet, with a default route to a NAT gateway and a route to a peering connection. */
    void addRoutes(Ec2Client ec2, String subnet, String natGateway, String peered, String connection) {
        String table =
                ec2.createRouteTable(request -> request.vpcId(id)).routeTable().routeTableId();
        ec2.createRoute(request ->
                request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(natGateway));
        ec2.createRoute(request ->
                request.routeTableId(table).destinationCidrBlock(peered).vpcPeeringConnectionId(connection));
        ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet));
    }

    public String subnet(String name) {
        return Objects.requireNonNull(subnets.get(name));
    }
}
