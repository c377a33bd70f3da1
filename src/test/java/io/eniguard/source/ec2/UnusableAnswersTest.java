package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailure;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.StandInAws;
import io.eniguard.vpc.Part;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that an AWS answer in an unexpected format fails only the part of the VPC that it describes, and does not end the program. */
class UnusableAnswersTest {

    private static final Map<String, Part<?>> PARTS = Map.ofEntries(
            Map.entry("ec2:DescribeVpcs", Part.VPCS),
            Map.entry("ec2:DescribeSubnets", Part.SUBNETS),
            Map.entry("ec2:DescribeSecurityGroups", Part.SECURITY_GROUPS),
            Map.entry("ec2:DescribeSecurityGroupVpcAssociations", Part.GROUP_ASSOCIATIONS),
            Map.entry("ec2:DescribeRouteTables", Part.ROUTE_TABLES),
            Map.entry("ec2:DescribeNatGateways", Part.NAT_GATEWAYS),
            Map.entry("ec2:DescribeVpcPeeringConnections", Part.VPC_PEERINGS),
            Map.entry("ec2:GetSubnetCidrReservations", Part.RESERVATIONS),
            Map.entry("ec2:DescribeNetworkInterfaces", Part.INTERFACES),
            Map.entry("ec2:DescribeInstances", Part.INSTANCES),
            Map.entry("ec2:DescribeInstanceTypes", Part.INSTANCE_TYPES),
            Map.entry("eks:DescribeCluster", Part.CLUSTER));

    private static final Wanted WANTED = new Wanted(
            Set.of("subnet-1"),
            Set.of("sg-1"),
            Set.of("i-0123456789abcdef0"),
            Set.of("zz9.large"),
            new ClusterHints(Optional.of("us-west-2"), Optional.of("demo"), Optional.of("vpc-1")),
            Wanted.Reservations.OF_ALL_SUBNETS);

    private final StandInAws aws = StandInAws.start();

    UnusableAnswersTest() throws IOException {
        aws.answer(
                "DescribeSubnets",
                "<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId></item></subnetSet>");
        aws.answer("DescribeCluster", "{\"cluster\": {}}");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ec2:DescribeVpcs                         | <vpcSet><item/></vpcSet> | VpcId is missing
                    ec2:DescribeVpcs                         | <vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0/8</cidrBlock></item></vpcSet> | CidrBlock: "10.0/8" is not an IPv4 CIDR block: it does not have four octets
                    ec2:DescribeSubnets                      | <subnetSet><item/></subnetSet> | SubnetId is missing
                    ec2:DescribeSecurityGroups               | <securityGroupInfo><item/></securityGroupInfo> | GroupId is missing
                    ec2:DescribeSecurityGroupVpcAssociations | <securityGroupVpcAssociationSet><item/></securityGroupVpcAssociationSet> | GroupId is missing
                    ec2:DescribeRouteTables                  | <routeTableSet><item/></routeTableSet> | RouteTableId is missing
                    ec2:DescribeNatGateways                  | <natGatewaySet><item/></natGatewaySet> | NatGatewayId is missing
                    ec2:DescribeVpcPeeringConnections        | <vpcPeeringConnectionSet><item/></vpcPeeringConnectionSet> | VpcPeeringConnectionId is missing
                    ec2:DescribeVpcPeeringConnections        | <vpcPeeringConnectionSet><item><vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId><accepterVpcInfo><cidrBlock>10/8</cidrBlock></accepterVpcInfo></item></vpcPeeringConnectionSet> | CidrBlock: "10/8" is not an IPv4 CIDR block: it does not have four octets
                    ec2:GetSubnetCidrReservations            | <subnetIpv4CidrReservationSet><item><subnetId>subnet-1</subnetId></item></subnetIpv4CidrReservationSet> | Cidr is missing
                    ec2:DescribeNetworkInterfaces            | <networkInterfaceSet><item/></networkInterfaceSet> | NetworkInterfaceId is missing
                    ec2:DescribeNetworkInterfaces            | <networkInterfaceSet><item><attachment><deviceIndex>one</deviceIndex></attachment></item></networkInterfaceSet> | DeviceIndex: "one" is not a number
                    ec2:DescribeInstances                    | <reservationSet><item><instancesSet><item/></instancesSet></item></reservationSet> | InstanceId is missing
                    ec2:DescribeInstanceTypes                | <instanceTypeSet><item/></instanceTypeSet> | MaximumNetworkInterfaces is missing
                    eks:DescribeCluster                      | {"other": {}} | cluster is missing
                    eks:DescribeCluster                      | {"cluster": {"kubernetesNetworkConfig": {"serviceIpv4Cidr": "x"}}} | kubernetesNetworkConfig.serviceIpv4Cidr: "x" is not an IPv4 CIDR block: it has no prefix length
                    """)
    void anUnexpectedShapeIsAFailureOfItsPart(String action, String elements, String detail) {
        aws.answer(action.substring(action.indexOf(':') + 1), elements);
        try (VpcReader reader = new VpcReader(
                new AwsSettings(Optional.of("us-west-2"), Optional.empty(), Optional.empty()),
                CallObserver.NOBODY,
                aws.access(),
                Clock.systemUTC())) {
            Reading reading = reader.read(WANTED);

            CallFailure failure = Objects.requireNonNull(reading.failures().get(PARTS.get(action)));
            assertEquals(FailureKind.ERROR, failure.kind());
            assertEquals("the answer to %s is unusable: %s".formatted(action, detail), failure.reason());
        }
    }
}
