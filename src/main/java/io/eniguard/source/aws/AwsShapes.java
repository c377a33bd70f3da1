package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.address;
import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;
import static io.eniguard.source.aws.AwsMembers.number;
import static io.eniguard.source.aws.AwsMembers.parse;
import static io.eniguard.source.aws.AwsMembers.positive;
import static io.eniguard.source.aws.AwsMembers.tags;

import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InterfaceLimits;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.net.Zone;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.NetworkInterface;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the output of the AWS CLI. Members of EC2 are in PascalCase, and members of EKS in camelCase.
 *
 * <p>If a member has the wrong form, every method throws an {@link IllegalArgumentException} whose message names the member and the value.
 */
public final class AwsShapes {

    /** The members that name the target of a route: API_Route of the EC2 API reference, read in August 2026. */
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

    /** EC2's architectures with their values of the label {@code kubernetes.io/arch}. */
    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "arm64", "arm64");

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
                        .toList());
    }

    /** Reads a member of {@code SecurityGroups}. */
    public static SecurityGroup securityGroup(Tree group) {
        return new SecurityGroup(
                id(group, "GroupId"),
                group.nonEmptyText("VpcId"),
                group.trees("IpPermissions").stream().map(AwsShapes::ingress).toList());
    }

    private static SecurityGroup.Ingress ingress(Tree permission) {
        Set<String> groups = new HashSet<>();
        permission
                .trees("UserIdGroupPairs")
                .forEach(pair -> pair.text("GroupId").ifPresent(groups::add));
        List<Ipv4Cidr> ranges = permission.trees("IpRanges").stream()
                .flatMap(range -> cidr(range, "CidrIp").stream())
                .toList();
        Set<String> prefixLists = new HashSet<>();
        permission
                .trees("PrefixListIds")
                .forEach(list -> list.text("PrefixListId").ifPresent(prefixLists::add));
        return new SecurityGroup.Ingress(groups, CidrSet.of(ranges), prefixLists);
    }

    /** Reads a member of {@code SecurityGroupVpcAssociations}. */
    public static SecurityGroup.VpcAssociation groupAssociation(Tree association) {
        return new SecurityGroup.VpcAssociation(
                id(association, "GroupId"),
                id(association, "VpcId"),
                association.text("State").orElse("associated"));
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
                        .toList()));
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
                cidr(reservation, "Cidr")
                        .orElseThrow(() -> new IllegalArgumentException("a member of the list has no Cidr")),
                reservation.text("ReservationType").orElse("prefix"));
    }

    /** Reads a member of {@code NetworkInterfaces}. */
    public static NetworkInterface networkInterface(Tree one) {
        Stream<Ipv4Cidr> addresses =
                one.trees("PrivateIpAddresses").stream().map(address -> address(address, "PrivateIpAddress"));
        Stream<Ipv4Cidr> prefixes = one.trees("Ipv4Prefixes").stream().map(AwsShapes::prefix);
        return new NetworkInterface(
                id(one, "NetworkInterfaceId"),
                id(one, "SubnetId"),
                Stream.concat(addresses, prefixes).toList(),
                one.nonEmptyText("Attachment", "InstanceId")
                        .map(instance -> new NetworkInterface.Attachment(
                                instance,
                                one.integer("Attachment", "DeviceIndex")
                                        .map(Math::toIntExact)
                                        .orElse(0))),
                one.text("Description"));
    }

    private static Ipv4Cidr prefix(Tree prefix) {
        return cidr(prefix, "Ipv4Prefix")
                .filter(block -> block.prefix() == PrefixBlocks.PREFIX)
                .orElseThrow(() -> new IllegalArgumentException("Ipv4Prefix: \"%s\" is not a /28 block"
                        .formatted(prefix.text("Ipv4Prefix").orElse(""))));
    }

    /** Reads a member of {@code Instances}, in a member of {@code Reservations}. */
    public static Instance instance(Tree instance) {
        return new Instance(
                id(instance, "InstanceId"),
                instance.nonEmptyText("InstanceType"),
                instance.nonEmptyText("SubnetId"),
                new Zone(
                        instance.nonEmptyText("Placement", "AvailabilityZone"),
                        instance.nonEmptyText("Placement", "AvailabilityZoneId")));
    }

    /** Reads a member of {@code InstanceTypes}. */
    public static InstanceType instanceType(Tree type) {
        Tree network = type.at("NetworkInfo");
        int defaultCard = number(network, "DefaultNetworkCardIndex").orElse(0);
        // If the cards are not listed one by one, use the number for all cards together.
        int enis = network.trees("NetworkCards").stream()
                .filter(card -> number(card, "NetworkCardIndex").orElse(-1) == defaultCard)
                .flatMapToInt(card -> number(card, "MaximumNetworkInterfaces").stream())
                .findFirst()
                .orElseGet(() -> positive(network, "MaximumNetworkInterfaces"));
        return new InstanceType(
                id(type, "InstanceType"),
                new InterfaceLimits(
                        enis,
                        positive(network, "Ipv4AddressesPerInterface"),
                        number(network, "MaximumNetworkCards").orElse(1)),
                hypervisor(type.nonEmptyText("Hypervisor").orElse("")),
                type.flag("BareMetal").orElse(false),
                number(type.at("VCpuInfo"), "DefaultVCpus"),
                type.list("ProcessorInfo", "SupportedArchitectures").stream()
                        .flatMap(architecture ->
                                Optional.ofNullable(ARCHITECTURES.get(String.valueOf(architecture))).stream())
                        .findFirst());
    }

    private static Hypervisor hypervisor(String name) {
        return switch (name) {
            case "nitro" -> Hypervisor.NITRO;
            case "xen" -> Hypervisor.XEN;
            default -> Hypervisor.NONE;
        };
    }
}
