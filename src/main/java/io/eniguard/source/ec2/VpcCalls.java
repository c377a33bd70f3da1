package io.eniguard.source.ec2;

import io.eniguard.net.Zone;
import io.eniguard.source.file.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsRequest;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;

/**
 * The calls that knowing a VPC takes. Answers are converted page by page, and only the records are kept. Each waits for AWS, and throws
 * a {@link CallFailedException} that says what is wrong.
 *
 * <p>What is asked for by id goes through filters: an id that does not exist would otherwise fail the whole call, and pages cannot be
 * limited beside explicit ids.
 */
final class VpcCalls {

    /** EC2 API reference: the highest {@code MaxResults} of these calls. */
    private static final int PAGE = 1000;

    private static final int ROUTE_TABLES_PAGE = 100;

    /** EC2 user guide, "List and filter": at most this many values of a filter. */
    private static final int FILTER_VALUES = 200;

    private final AwsClients clients;
    private final Ec2Client ec2;
    private final AwsRequestOverrideConfiguration limits;

    VpcCalls(AwsClients clients) {
        this(clients, AwsRequestOverrideConfiguration.builder().build());
    }

    private VpcCalls(AwsClients clients, AwsRequestOverrideConfiguration limits) {
        this.clients = clients;
        this.ec2 = clients.ec2();
        this.limits = limits;
    }

    /** Each call brings something by then, or fails. */
    static VpcCalls within(Duration limit, AwsClients clients) {
        return new VpcCalls(
                clients,
                AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build());
    }

    /** Filters of a call. */
    record Scope(List<Filter> filters) {

        /** All of a VPC; of the region when it is not known which one. */
        static Scope of(Optional<String> vpcId) {
            return new Scope(
                    vpcId.map(id -> List.of(filter("vpc-id", List.of(id)))).orElse(List.of()));
        }

        /** The things of those ids, as many calls as they need. */
        static List<Scope> ids(String filter, Collection<String> ids) {
            List<String> all = List.copyOf(ids);
            List<Scope> scopes = new ArrayList<>();
            for (int from = 0; from < all.size(); from += FILTER_VALUES) {
                List<String> some = all.subList(from, Math.min(all.size(), from + FILTER_VALUES));
                scopes.add(new Scope(List.of(filter(filter, some))));
            }
            return scopes;
        }

        private static Filter filter(String name, List<String> values) {
            return Filter.builder().name(name).values(values).build();
        }
    }

    List<Vpc> vpcs(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeVpcs",
                () -> ec2
                        .describeVpcsPaginator(
                                request -> request.filters(scope.filters()).maxResults(PAGE))
                        .stream(),
                DescribeVpcsResponse::vpcs,
                AwsShapes::vpc);
    }

    List<Subnet> subnets(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeSubnets",
                () -> ec2
                        .describeSubnetsPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                DescribeSubnetsResponse::subnets,
                AwsShapes::subnet);
    }

    List<SecurityGroup> securityGroups(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeSecurityGroups",
                () -> ec2
                        .describeSecurityGroupsPaginator(request -> request.overrideConfiguration(limits)
                                .filters(scope.filters())
                                .maxResults(PAGE))
                        .stream(),
                DescribeSecurityGroupsResponse::securityGroups,
                AwsShapes::securityGroup);
    }

    List<SecurityGroup.VpcAssociation> groupAssociations(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeSecurityGroupVpcAssociations",
                () -> ec2
                        .describeSecurityGroupVpcAssociationsPaginator(
                                request -> request.filters(scope.filters()).maxResults(PAGE))
                        .stream(),
                DescribeSecurityGroupVpcAssociationsResponse::securityGroupVpcAssociations,
                AwsShapes::groupAssociation);
    }

    /** Also zones that the account has not opted in to. This call has no pages. */
    List<Zone> zones() throws CallFailedException {
        return read(
                "ec2:DescribeAvailabilityZones",
                () -> Stream.of(ec2.describeAvailabilityZones(request -> request.allAvailabilityZones(true))),
                answer -> answer.availabilityZones(),
                AwsShapes::zone);
    }

    List<RouteTable> routeTables(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeRouteTables",
                () -> ec2
                        .describeRouteTablesPaginator(
                                request -> request.filters(scope.filters()).maxResults(ROUTE_TABLES_PAGE))
                        .stream(),
                DescribeRouteTablesResponse::routeTables,
                AwsShapes::routeTable);
    }

    /** Of one subnet, which must exist. The SDK turns no pages of this call. */
    List<CidrReservation> reservations(String subnetId) throws CallFailedException {
        return read(
                "ec2:GetSubnetCidrReservations",
                () -> reservationPages(subnetId).stream(),
                GetSubnetCidrReservationsResponse::subnetIpv4CidrReservations,
                AwsShapes::reservation);
    }

    private List<GetSubnetCidrReservationsResponse> reservationPages(String subnetId) {
        List<GetSubnetCidrReservationsResponse> pages = new ArrayList<>();
        GetSubnetCidrReservationsRequest.Builder request =
                GetSubnetCidrReservationsRequest.builder().subnetId(subnetId).maxResults(PAGE);
        boolean hasMore = true;
        while (hasMore) {
            GetSubnetCidrReservationsResponse page = ec2.getSubnetCidrReservations(request.build());
            pages.add(page);
            request.nextToken(page.nextToken());
            hasMore = page.nextToken() != null && !page.nextToken().isEmpty();
        }
        return pages;
    }

    /** What the interfaces in those subnets hold; there may be tens of thousands, of which none is kept as it is. */
    AddressUse addressUse(Collection<String> subnetIds) throws CallFailedException {
        AddressUse.Builder use = AddressUse.builder().onlyOf(subnetIds);
        for (Scope scope : Scope.ids("subnet-id", subnetIds)) {
            each(
                    "ec2:DescribeNetworkInterfaces",
                    () -> ec2
                            .describeNetworkInterfacesPaginator(
                                    request -> request.filters(scope.filters()).maxResults(PAGE))
                            .stream(),
                    DescribeNetworkInterfacesResponse::networkInterfaces,
                    one -> use.add(AwsShapes.networkInterface(one)));
        }
        return use.build();
    }

    EksCluster cluster(String name) throws CallFailedException {
        return read(
                        "eks:DescribeCluster",
                        () -> Stream.of(clients.eks().describeCluster(request -> request.name(name))),
                        answer -> List.of(answer.cluster()),
                        AwsShapes::cluster)
                .get(0);
    }

    /** The instance as EC2 knows it; empty when there is none of that id. */
    Optional<Tree> instance(String id) throws CallFailedException {
        return instances(List.of(id)).stream().findFirst();
    }

    /** Those that there are. */
    List<Tree> instances(Collection<String> ids) throws CallFailedException {
        List<Tree> all = new ArrayList<>();
        for (Scope scope : Scope.ids("instance-id", ids)) {
            all.addAll(read(
                    "ec2:DescribeInstances",
                    () -> ec2
                            .describeInstancesPaginator(request ->
                                    request.overrideConfiguration(limits).filters(scope.filters()))
                            .stream(),
                    answer -> answer.reservations().stream()
                            .map(Reservation::instances)
                            .flatMap(List::stream)
                            .toList(),
                    instance -> instance));
        }
        return all;
    }

    /** As EC2 has them, with the ports of their rules. */
    List<Tree> groupsWithPorts(Collection<String> ids) throws CallFailedException {
        List<Tree> all = new ArrayList<>();
        for (Scope scope : Scope.ids("group-id", ids)) {
            all.addAll(read(
                    "ec2:DescribeSecurityGroups",
                    () -> ec2
                            .describeSecurityGroupsPaginator(request ->
                                    request.overrideConfiguration(limits).filters(scope.filters()))
                            .stream(),
                    DescribeSecurityGroupsResponse::securityGroups,
                    group -> group));
        }
        return all;
    }

    private static <P, T> List<T> read(
            String action,
            Supplier<Stream<P>> pages,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Function<Tree, T> reader)
            throws CallFailedException {
        List<T> all = new ArrayList<>();
        each(action, pages, members, member -> all.add(reader.apply(member)));
        return all;
    }

    private static <P> void each(
            String action,
            Supplier<Stream<P>> pages,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Consumer<Tree> reader)
            throws CallFailedException {
        try {
            pages.get()
                    .forEach(page ->
                            members.apply(page).stream().map(AnswerTree::of).forEach(reader));
        } catch (RuntimeException e) {
            throw Failures.of(action, e);
        }
    }
}
