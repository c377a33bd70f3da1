package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.Pages;
import io.eniguard.net.Zone;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.source.aws.GatewayShapes;
import io.eniguard.source.aws.SecurityGroupShapes;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcPeering;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsResponse;

/**
 * The calls that read a VPC. Each call waits for AWS, and throws a {@link CallFailedException} if AWS does not answer in time or if the
 * answer is unusable.
 */
final class VpcCalls {

    /** The highest {@code MaxResults} of all these calls except DescribeRouteTables, from the EC2 API reference. */
    private static final int PAGE = 1000;

    private static final int ROUTE_TABLES_PAGE = 100;

    private final AwsClients clients;
    private final Ec2Client ec2;
    private final CallLimit limit;
    private final Pages pages;
    private final Duration rest;

    /**
     * @param limit the time limit of each request
     * @param rest the pause after each page of network interfaces; during the pause, other threads can use the processor
     */
    VpcCalls(AwsClients clients, CallLimit limit, Duration rest) {
        this.clients = clients;
        this.ec2 = clients.ec2();
        this.limit = limit;
        this.pages = new Pages(clients, limit);
        this.rest = rest;
    }

    /** Creates calls without pauses. */
    static VpcCalls within(CallLimit limit, AwsClients clients) {
        return new VpcCalls(clients, limit, Duration.ZERO);
    }

    /** Returns the calls about resources whose ids or names are known, with the same limit. */
    NamedCalls named() {
        return new NamedCalls(clients, limit);
    }

    /** Returns the calls with long answers, with the same limit. */
    StreamedCalls streamed() {
        return new StreamedCalls(clients, pages, rest);
    }

    List<Vpc> vpcs(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeVpcs",
                (configuration, token) -> ec2.describeVpcs(request -> request.overrideConfiguration(configuration)
                        .filters(scope.filters())
                        .maxResults(PAGE)
                        .nextToken(token)),
                DescribeVpcsResponse::nextToken,
                DescribeVpcsResponse::vpcs,
                AwsShapes::vpc);
    }

    List<Subnet> subnets(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeSubnets",
                (configuration, token) -> ec2.describeSubnets(request -> request.overrideConfiguration(configuration)
                        .filters(scope.filters())
                        .maxResults(PAGE)
                        .nextToken(token)),
                DescribeSubnetsResponse::nextToken,
                DescribeSubnetsResponse::subnets,
                AwsShapes::subnet);
    }

    List<SecurityGroup.VpcAssociation> groupAssociations(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeSecurityGroupVpcAssociations",
                (configuration, token) ->
                        ec2.describeSecurityGroupVpcAssociations(request -> request.overrideConfiguration(configuration)
                                .filters(scope.filters())
                                .maxResults(PAGE)
                                .nextToken(token)),
                DescribeSecurityGroupVpcAssociationsResponse::nextToken,
                DescribeSecurityGroupVpcAssociationsResponse::securityGroupVpcAssociations,
                SecurityGroupShapes::vpcAssociation);
    }

    /** Returns all zones of the region, including those that the account has not opted in to. */
    List<Zone> zones() throws CallFailedException {
        return pages.read(
                "ec2:DescribeAvailabilityZones",
                (configuration, token) -> ec2.describeAvailabilityZones(
                        request -> request.overrideConfiguration(configuration).allAvailabilityZones(true)),
                answer -> null,
                DescribeAvailabilityZonesResponse::availabilityZones,
                AwsShapes::zone);
    }

    List<RouteTable> routeTables(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeRouteTables",
                (configuration, token) ->
                        ec2.describeRouteTables(request -> request.overrideConfiguration(configuration)
                                .filters(scope.filters())
                                .maxResults(ROUTE_TABLES_PAGE)
                                .nextToken(token)),
                DescribeRouteTablesResponse::nextToken,
                DescribeRouteTablesResponse::routeTables,
                AwsShapes::routeTable);
    }

    List<NatGateway> natGateways(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeNatGateways",
                (configuration, token) ->
                        ec2.describeNatGateways(request -> request.overrideConfiguration(configuration)
                                .filter(scope.filters())
                                .maxResults(PAGE)
                                .nextToken(token)),
                DescribeNatGatewaysResponse::nextToken,
                DescribeNatGatewaysResponse::natGateways,
                GatewayShapes::natGateway);
    }

    List<VpcPeering> vpcPeerings(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeVpcPeeringConnections",
                (configuration, token) ->
                        ec2.describeVpcPeeringConnections(request -> request.overrideConfiguration(configuration)
                                .filters(scope.filters())
                                .maxResults(PAGE)
                                .nextToken(token)),
                DescribeVpcPeeringConnectionsResponse::nextToken,
                DescribeVpcPeeringConnectionsResponse::vpcPeeringConnections,
                GatewayShapes::vpcPeering);
    }

    /** Returns the CIDR reservations of one subnet. The call fails if the subnet does not exist. */
    List<CidrReservation> reservations(String subnetId) throws CallFailedException {
        return pages.read(
                "ec2:GetSubnetCidrReservations",
                (configuration, token) ->
                        ec2.getSubnetCidrReservations(request -> request.overrideConfiguration(configuration)
                                .subnetId(subnetId)
                                .maxResults(PAGE)
                                .nextToken(token)),
                GetSubnetCidrReservationsResponse::nextToken,
                GetSubnetCidrReservationsResponse::subnetIpv4CidrReservations,
                AwsShapes::reservation);
    }
}
