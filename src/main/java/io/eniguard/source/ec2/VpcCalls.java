package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.Pages;
import io.eniguard.aws.StreamedAnswer;
import io.eniguard.net.Zone;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsRequest;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsResponse;

/**
 * The calls that read a VPC. Each waits for AWS, and throws a {@link CallFailedException} that states the cause when AWS does not
 * answer.
 */
final class VpcCalls {

    /** EC2 API reference: the highest {@code MaxResults} of these calls. */
    private static final int PAGE = 1000;

    private static final Set<String> OF_GROUPS = Set.of(
            "GroupId",
            "VpcId",
            "IpPermissions",
            "UserIdGroupPairs",
            "IpRanges",
            "CidrIp",
            "PrefixListIds",
            "PrefixListId");

    private static final Set<String> OF_INTERFACES = Set.of(
            "NetworkInterfaceId",
            "SubnetId",
            "Description",
            "Attachment",
            "InstanceId",
            "DeviceIndex",
            "PrivateIpAddresses",
            "PrivateIpAddress",
            "Ipv4Prefixes",
            "Ipv4Prefix");

    private static final int ROUTE_TABLES_PAGE = 100;

    private final AwsClients clients;
    private final Ec2Client ec2;
    private final CallLimit limit;
    private final Pages pages;
    private final Duration rest;

    /**
     * @param limit of every call
     * @param rest after each page of the longest list, which leaves the processor to others
     */
    VpcCalls(AwsClients clients, CallLimit limit, Duration rest) {
        this.clients = clients;
        this.ec2 = clients.ec2();
        this.limit = limit;
        this.pages = new Pages(limit);
        this.rest = rest;
    }

    /** Calls without rests. */
    static VpcCalls within(CallLimit limit, AwsClients clients) {
        return new VpcCalls(clients, limit, Duration.ZERO);
    }

    /** The calls about things whose ids are known, with the same limit. */
    NamedCalls named() {
        return new NamedCalls(clients, limit);
    }

    List<Vpc> vpcs(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeVpcs",
                limits -> ec2
                        .describeVpcsPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                DescribeVpcsResponse::vpcs,
                AwsShapes::vpc);
    }

    List<Subnet> subnets(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeSubnets",
                limits -> ec2
                        .describeSubnetsPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                DescribeSubnetsResponse::subnets,
                AwsShapes::subnet);
    }

    List<SecurityGroup> securityGroups(Scope scope) throws CallFailedException {
        var answer = new StreamedAnswer<>(
                DescribeSecurityGroupsResponse.builder().build(),
                "SecurityGroups",
                OF_GROUPS,
                AwsShapes::securityGroup,
                clients.isWatched());
        List<SecurityGroup> groups = new ArrayList<>();
        pages.each(
                "ec2:DescribeSecurityGroups",
                limits -> ec2
                        .describeSecurityGroupsPaginator(request -> request.overrideConfiguration(into(answer, limits))
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                page -> groups.addAll(answer.members()));
        return groups;
    }

    /** The limits of a request, and the reader of its answer. */
    private static AwsRequestOverrideConfiguration into(
            StreamedAnswer<?> answer, AwsRequestOverrideConfiguration limits) {
        return limits.toBuilder()
                .putExecutionAttribute(StreamedAnswer.ATTRIBUTE, answer)
                .build();
    }

    List<SecurityGroup.VpcAssociation> groupAssociations(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeSecurityGroupVpcAssociations",
                limits -> ec2
                        .describeSecurityGroupVpcAssociationsPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                DescribeSecurityGroupVpcAssociationsResponse::securityGroupVpcAssociations,
                AwsShapes::groupAssociation);
    }

    /** Also zones that the account has not opted in to. This call has no pages. */
    List<Zone> zones() throws CallFailedException {
        return pages.read(
                "ec2:DescribeAvailabilityZones",
                limits -> Stream.of(ec2.describeAvailabilityZones(
                        request -> request.overrideConfiguration(limits).allAvailabilityZones(true))),
                answer -> answer.availabilityZones(),
                AwsShapes::zone);
    }

    List<RouteTable> routeTables(Scope scope) throws CallFailedException {
        return pages.read(
                "ec2:DescribeRouteTables",
                limits -> ec2
                        .describeRouteTablesPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(ROUTE_TABLES_PAGE))
                        .stream(),
                DescribeRouteTablesResponse::routeTables,
                AwsShapes::routeTable);
    }

    /** The reservations of one subnet, which must exist. The SDK has no paginator for this call. */
    List<CidrReservation> reservations(String subnetId) throws CallFailedException {
        return pages.read(
                "ec2:GetSubnetCidrReservations",
                limits -> reservationPages(subnetId, limits).stream(),
                GetSubnetCidrReservationsResponse::subnetIpv4CidrReservations,
                AwsShapes::reservation);
    }

    private List<GetSubnetCidrReservationsResponse> reservationPages(
            String subnetId, AwsRequestOverrideConfiguration limits) {
        List<GetSubnetCidrReservationsResponse> answers = new ArrayList<>();
        GetSubnetCidrReservationsRequest.Builder request = GetSubnetCidrReservationsRequest.builder()
                .overrideConfiguration(limits)
                .subnetId(subnetId)
                .maxResults(PAGE);
        boolean hasMore = true;
        while (hasMore) {
            GetSubnetCidrReservationsResponse page = ec2.getSubnetCidrReservations(request.build());
            answers.add(page);
            request.nextToken(page.nextToken());
            hasMore = page.nextToken() != null && !page.nextToken().isEmpty();
        }
        return answers;
    }

    /** Adds the addresses that the interfaces hold. There may be tens of thousands of interfaces, so none is kept as it is. */
    void addressUse(List<Scope> scopes, AddressUse.Builder into) throws CallFailedException {
        var answer = new StreamedAnswer<>(
                DescribeNetworkInterfacesResponse.builder().build(),
                "NetworkInterfaces",
                OF_INTERFACES,
                AwsShapes::networkInterface,
                clients.isWatched());
        for (Scope scope : scopes) {
            pages.each(
                    "ec2:DescribeNetworkInterfaces",
                    limits -> ec2
                            .describeNetworkInterfacesPaginator(
                                    request -> request.overrideConfiguration(into(answer, limits))
                                            .filters(scope.filters())
                                            .maxResults(PAGE))
                            .stream(),
                    page -> {
                        answer.members().forEach(into::add);
                        // An interrupt only ends the rest early: the next request notices it by itself.
                        LockSupport.parkNanos(rest.toNanos());
                    });
        }
    }
}
