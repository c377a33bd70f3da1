package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InterfaceLimits;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.vpc.AddressUse.PodInterface;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable.Route;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcPeering;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of files about the use of subnets: routes, reservations, network interfaces, instances and instance types. */
class VpcUseFilesTest {

    private final Path file;

    VpcUseFilesTest(@TempDir Path folder) {
        file = folder.resolve("vpc.yaml");
    }

    @Test
    void routesAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                Subnets: [{SubnetId: subnet-a, VpcId: vpc-1}]
                RouteTables:
                - RouteTableId: rtb-1
                  VpcId: vpc-1
                  Associations: [{Main: true, RouteTableAssociationId: rtbassoc-1, AssociationState: {State: associated}}]
                  Routes:
                  - {DestinationCidrBlock: 10.0.0.0/16, GatewayId: local, State: active, Origin: CreateRouteTable}
                  - {DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1, State: blackhole}
                  - {DestinationPrefixListId: pl-1, GatewayId: vpce-1, State: active}
                  - {DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: eigw-1, State: active}
                """);
        assertEquals(
                List.of(
                        route("10.0.0.0/16", "local", false),
                        route("0.0.0.0/0", "nat-1", true),
                        new Route(Optional.empty(), Optional.of("pl-1"), Optional.of("vpce-1"), false),
                        new Route(Optional.empty(), Optional.empty(), Optional.empty(), false)),
                vpc.routeTableOf(subnet(vpc)).orElseThrow().routes());
    }

    private static Route route(String destination, String target, boolean isBlackhole) {
        return new Route(Optional.of(Ipv4Cidr.parse(destination)), Optional.empty(), Optional.of(target), isBlackhole);
    }

    @Test
    void natGatewaysAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                NatGateways:
                - NatGatewayId: nat-1
                  SubnetId: subnet-a
                  VpcId: vpc-1
                  ConnectivityType: private
                  State: available
                  NatGatewayAddresses: [{NetworkInterfaceId: eni-1, PrivateIp: 10.0.0.9, IsPrimary: true}]
                - {NatGatewayId: nat-2, VpcId: vpc-1, AvailabilityMode: regional, ConnectivityType: public, State: deleted}
                """);
        assertEquals(
                Map.of(
                        "nat-1",
                        new NatGateway("nat-1", Optional.of("subnet-a"), true, Optional.of("available")),
                        "nat-2",
                        new NatGateway("nat-2", Optional.empty(), false, Optional.of("deleted"))),
                vpc.value(Part.NAT_GATEWAYS).orElseThrow());
    }

    @Test
    void peeringConnectionsAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                VpcPeeringConnections:
                - VpcPeeringConnectionId: pcx-1
                  Status: {Code: active, Message: Active}
                  RequesterVpcInfo: {VpcId: vpc-1, CidrBlock: 10.0.0.0/16, Region: us-west-2}
                  AccepterVpcInfo: {VpcId: vpc-2, CidrBlock: 10.1.0.0/16, CidrBlockSet: [{CidrBlock: 10.1.0.0/16}, {CidrBlock: 100.65.0.0/16}]}
                """);
        VpcPeering peering = Objects.requireNonNull(
                vpc.value(Part.VPC_PEERINGS).orElseThrow().get("pcx-1"));
        assertTrue(peering.isActive());
        assertEquals(
                Optional.of(CidrSet.of("10.1.0.0/16", "100.65.0.0/16")),
                peering.peerOf("vpc-1").map(VpcPeering.Side::blocks));
        assertEquals(
                Optional.of(CidrSet.of("10.0.0.0/16")), peering.peerOf("vpc-2").map(VpcPeering.Side::blocks));
        assertEquals(Optional.empty(), peering.peerOf("vpc-3"));
    }

    @Test
    void reservationsAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                SubnetIpv4CidrReservations:
                - {SubnetCidrReservationId: scr-1, SubnetId: subnet-a, Cidr: 100.64.0.64/26, ReservationType: explicit}
                - {SubnetCidrReservationId: scr-2, SubnetId: subnet-b, Cidr: 100.64.1.0/24, ReservationType: prefix}
                """);
        assertEquals(
                Optional.of(List.of(new CidrReservation("subnet-a", Ipv4Cidr.parse("100.64.0.64/26"), "explicit"))),
                vpc.reservationsOf("subnet-a"));
        assertEquals(Optional.of(List.of()), vpc.reservationsOf("subnet-c"));
    }

    @Test
    void networkInterfacesAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                Subnets: [{SubnetId: subnet-a, CidrBlock: 100.64.0.0/26}]
                NetworkInterfaces:
                - NetworkInterfaceId: eni-1
                  SubnetId: subnet-a
                  Description: aws-K8S-i-1
                  PrivateIpAddresses: [{PrivateIpAddress: 100.64.0.20, Primary: true}]
                  Ipv4Prefixes: [{Ipv4Prefix: 100.64.0.32/28}]
                  Attachment: {InstanceId: i-1, DeviceIndex: 1, NetworkCardIndex: 0}
                - {NetworkInterfaceId: eni-2, SubnetId: subnet-a, Attachment: {InstanceOwnerId: amazon-aws}}
                """);
        assertEquals(OptionalLong.of(0), vpc.addressUse().orElseThrow().freePrefixes(subnet(vpc), CidrSet.EMPTY));
        assertEquals(
                List.of(new PodInterface("eni-1", "subnet-a")),
                vpc.addressUse().orElseThrow().podInterfacesOf("i-1"));
    }

    @Test
    void instancesAreRead() throws Exception {
        VpcSnapshot vpc = read("""
                Reservations:
                - Instances:
                  - InstanceId: i-1
                    InstanceType: m5.large
                    SubnetId: subnet-a
                    Placement: {AvailabilityZone: us-west-2a, AvailabilityZoneId: usw2-az1}
                - Instances: [{InstanceId: i-2}]
                """);
        assertEquals(
                new Instance(
                        "i-1", Optional.of("m5.large"), Optional.of("subnet-a"), Zone.of("us-west-2a", "usw2-az1")),
                vpc.instances().orElseThrow().get("i-1"));
        assertEquals(2, vpc.instances().orElseThrow().size());
    }

    /** p5.48xlarge has 64 interfaces on 32 network cards, but the CNI uses only those of the default card. */
    @Test
    void instanceTypesCountTheInterfacesOfTheDefaultCard() throws Exception {
        VpcSnapshot vpc = read("""
                InstanceTypes:
                - InstanceType: p5.48xlarge
                  Hypervisor: nitro
                  BareMetal: false
                  VCpuInfo: {DefaultVCpus: 192}
                  MemoryInfo: {SizeInMiB: 2097152}
                  ProcessorInfo: {SupportedArchitectures: [i386, x86_64]}
                  NetworkInfo:
                    MaximumNetworkInterfaces: 64
                    MaximumNetworkCards: 32
                    DefaultNetworkCardIndex: 0
                    NetworkCards:
                    - {NetworkCardIndex: 1, MaximumNetworkInterfaces: 3}
                    - {NetworkCardIndex: 0, MaximumNetworkInterfaces: 2}
                    Ipv4AddressesPerInterface: 50
                """);
        assertEquals(
                Optional.of(new InstanceType(
                        "p5.48xlarge",
                        new InterfaceLimits(2, 50, 32),
                        Hypervisor.NITRO,
                        false,
                        OptionalInt.of(192),
                        OptionalInt.of(2097152),
                        Optional.of("amd64"))),
                vpc.instanceTypes().find("p5.48xlarge"));
    }

    @Test
    void missingPartsAreUnknown() throws Exception {
        VpcSnapshot vpc = read("Subnets: [{SubnetId: subnet-a}]\n");
        assertEquals(Optional.empty(), vpc.routeTableOf(subnet(vpc)));
        assertEquals(Optional.empty(), vpc.reservationsOf("subnet-a"));
        assertEquals(Optional.empty(), vpc.addressUse());
        assertEquals(Optional.empty(), vpc.instances());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RouteTables: [{VpcId: v}]                                                                           | RouteTables[0]: RouteTableId is missing
                    RouteTables: [{RouteTableId: r, Routes: [{DestinationCidrBlock: 0.0.0.0}]}]                         | RouteTables[0]: DestinationCidrBlock: "0.0.0.0" is not an IPv4 CIDR block: it has no prefix length
                    RouteTables: [{RouteTableId: r, Associations: [{Main: "true"}]}]                                    | RouteTables[0].Associations[0].Main is "true", not true or false
                    RouteTables: [{RouteTableId: r, Routes: {}}]                                                        | RouteTables[0].Routes is a mapping, not a list
                    NatGateways: [{SubnetId: s}]                                                                        | NatGateways[0]: NatGatewayId is missing
                    VpcPeeringConnections: [{VpcPeeringConnectionId: p, Status: active}]                                | VpcPeeringConnections[0].Status is "active", not a mapping
                    SubnetIpv4CidrReservations: [{SubnetId: s}]                                                         | SubnetIpv4CidrReservations[0]: Cidr is missing
                    NetworkInterfaces: [{NetworkInterfaceId: e}]                                                        | NetworkInterfaces[0]: SubnetId is missing
                    NetworkInterfaces: [{NetworkInterfaceId: e, SubnetId: s, PrivateIpAddresses: [{PrivateIpAddress: 1.2.3}]}] | NetworkInterfaces[0]: PrivateIpAddress: "1.2.3" is not an IPv4 address
                    NetworkInterfaces: [{NetworkInterfaceId: e, SubnetId: s, Ipv4Prefixes: [{Ipv4Prefix: 10.0.0.0/8}]}] | NetworkInterfaces[0]: Ipv4Prefix: "10.0.0.0/8" is not a /28 block
                    NetworkInterfaces: [{NetworkInterfaceId: e, SubnetId: s, Attachment: {DeviceIndex: one}}]           | NetworkInterfaces[0].Attachment.DeviceIndex is "one", not a whole number of zero or more
                    Reservations: [{Instances: [{InstanceType: t}]}]                                                    | Reservations[0]: InstanceId is missing
                    InstanceTypes: [{InstanceType: t, NetworkInfo: {Ipv4AddressesPerInterface: 6}}]                     | InstanceTypes[0]: MaximumNetworkInterfaces is missing
                    InstanceTypes: [{InstanceType: t, NetworkInfo: {MaximumNetworkInterfaces: 0}}]                      | InstanceTypes[0]: MaximumNetworkInterfaces is 0, which is less than 1
                    """)
    void mistakesAreReported(String text, String expected) throws Exception {
        Files.writeString(file, text);
        List<String> problems = assertThrows(UnreadableInputException.class, this::read).problems().stream()
                .map(InputProblem::toString)
                .toList();
        assertEquals(List.of(file + ":1: " + expected), problems);
    }

    private static Subnet subnet(VpcSnapshot vpc) {
        return Objects.requireNonNull(vpc.subnets().orElseThrow().get("subnet-a"));
    }

    private VpcSnapshot read(String text) throws IOException, UnreadableInputException {
        Files.writeString(file, text);
        return read();
    }

    private VpcSnapshot read() throws UnreadableInputException {
        return VpcFiles.read(file, Optional.empty(), warning -> {});
    }
}
