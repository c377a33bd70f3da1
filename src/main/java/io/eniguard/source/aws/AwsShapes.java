package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;
import static io.eniguard.source.aws.AwsMembers.missing;
import static io.eniguard.source.aws.AwsMembers.parse;
import static io.eniguard.source.aws.AwsMembers.tags;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Zone;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads VPCs, subnets, zones, route tables and clusters from the output of the AWS CLI. The names of EC2's members are in PascalCase, and
 * the names of EKS' members are in camelCase.
 *
 * <p>A method throws an {@link IllegalArgumentException} if a required member is missing or if a value is invalid. The message names the
 * member, and contains the value if there is one. A member of the wrong type counts as missing. A number that does not fit into an {@code
 * int} causes an {@link ArithmeticException}.
 */
public final class AwsShapes {

    /** The members that contain the target of a route, from API_Route of the EC2 API reference (read in August 2026). */
    private static final List<String> ROUTE_TARGETS = List.of(
            "GatewayId",
            "NatGatewayId",
            "TransitGatewayId",
            "VpcPeeringConnectionId",
            "NetworkInterfaceId",
            "InstanceId",
            "LocalGatewayId",
            "CarrierGatewayId",
            "CoreNetworkArn",
            "OdbNetworkArn");

    private AwsShapes() {}

    /** Reads a member of {@code Subnets}. */
    public static Subnet subnet(Tree subnet) {
        return new Subnet(
                id(subnet, "SubnetId"),
                subnet.nonEmptyText("VpcId"),
                cidr(subnet, "CidrBlock"),
                new Zone(subnet.nonEmptyText("AvailabilityZone"), subnet.nonEmptyText("AvailabilityZoneId")),
                new Subnet.Condition(
                        subnet.nonEmptyText("State"),
                        subnet.integer("AvailableIpAddressCount").map(Math::toIntExact),
                        tags(subnet)),
                subnet.flag("Ipv6Native").orElse(false));
    }

    /** Reads a member of {@code Vpcs}. */
    public static Vpc vpc(Tree vpc) {
        return new Vpc(
                id(vpc, "VpcId"),
                cidr(vpc, "CidrBlock"),
                vpc.trees("CidrBlockAssociationSet").stream()
                        .flatMap(association -> cidr(association, "CidrBlock").stream()
                                .map(block -> new Vpc.CidrAssociation(
                                        block,
                                        association
                                                .text("CidrBlockState", "State")
                                                .orElse("associated"))))
                        .toList(),
                vpc.trees("Ipv6CidrBlockAssociationSet").stream().anyMatch(AwsShapes::isAssociated));
    }

    private static boolean isAssociated(Tree ipv6) {
        return ipv6.text("Ipv6CidrBlockState", "State").orElse("associated").equals("associated");
    }

    /** Reads a member of {@code AvailabilityZones}. */
    public static Zone zone(Tree zone) {
        return new Zone(zone.nonEmptyText("ZoneName"), zone.nonEmptyText("ZoneId"));
    }

    /** Reads the member {@code cluster} of EKS' describe-cluster. */
    public static EksCluster cluster(Tree cluster) {
        return new EksCluster(
                cluster.nonEmptyText("name"),
                cluster.nonEmptyText("resourcesVpcConfig", "vpcId"),
                cluster.nonEmptyText("resourcesVpcConfig", "clusterSecurityGroupId"),
                cidr(cluster, "kubernetesNetworkConfig", "serviceIpv4Cidr"),
                cluster.nonEmptyText("kubernetesNetworkConfig", "ipFamily"),
                new EksCluster.ControlPlane(
                        texts(cluster, "resourcesVpcConfig", "securityGroupIds"),
                        texts(cluster, "resourcesVpcConfig", "subnetIds")),
                CidrSet.of(Stream.of("remoteNodeNetworks", "remotePodNetworks")
                        .flatMap(kind -> cluster.trees("remoteNetworkConfig", kind).stream())
                        .flatMap(network -> network.list("cidrs").stream())
                        .filter(Objects::nonNull)
                        .map(block -> parse(String.valueOf(block), "cidrs"))
                        .toList()),
                cluster.flag("computeConfig", "enabled").orElse(false));
    }

    private static List<String> texts(Tree tree, String... path) {
        return tree.list(path).stream()
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }

    /** Reads a member of {@code RouteTables}. */
    public static RouteTable routeTable(Tree table) {
        return new RouteTable(
                id(table, "RouteTableId"),
                table.nonEmptyText("VpcId"),
                table.trees("Associations").stream()
                        .map(association -> new RouteTable.Association(
                                association.flag("Main").orElse(false),
                                association.nonEmptyText("SubnetId"),
                                association.nonEmptyText("AssociationState", "State")))
                        .toList(),
                table.trees("Routes").stream().map(AwsShapes::route).toList());
    }

    private static RouteTable.Route route(Tree route) {
        return new RouteTable.Route(
                cidr(route, "DestinationCidrBlock"),
                route.nonEmptyText("DestinationPrefixListId"),
                ROUTE_TARGETS.stream()
                        .flatMap(member -> route.nonEmptyText(member).stream())
                        .findFirst(),
                route.text("State").filter("blackhole"::equals).isPresent());
    }

    /** Reads a member of {@code SubnetIpv4CidrReservations}. */
    public static CidrReservation reservation(Tree reservation) {
        return new CidrReservation(
                id(reservation, "SubnetId"),
                cidr(reservation, "Cidr").orElseThrow(() -> missing("Cidr")),
                reservation.text("ReservationType").orElse("prefix"));
    }
}
