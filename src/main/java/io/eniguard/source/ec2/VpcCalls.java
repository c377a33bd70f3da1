package io.eniguard.source.ec2;

import io.eniguard.net.Zone;
import io.eniguard.source.file.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
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

    /** EC2 user guide, "List and filter": at most this many values of a filter. */
    private static final int FILTER_VALUES = 200;

    private final AwsClients clients;
    private final Ec2Client ec2;

    VpcCalls(AwsClients clients) {
        this.clients = clients;
        this.ec2 = clients.ec2();
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
                () ->
                        ec2
                                .describeSubnetsPaginator(request ->
                                        request.filters(scope.filters()).maxResults(PAGE))
                                .stream(),
                DescribeSubnetsResponse::subnets,
                AwsShapes::subnet);
    }

    List<SecurityGroup> securityGroups(Scope scope) throws CallFailedException {
        return read(
                "ec2:DescribeSecurityGroups",
                () ->
                        ec2
                                .describeSecurityGroupsPaginator(request ->
                                        request.filters(scope.filters()).maxResults(PAGE))
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
        Scope scope = Scope.ids("instance-id", List.of(id)).get(0);
        return read(
                        "ec2:DescribeInstances",
                        () -> Stream.of(ec2.describeInstances(request -> request.filters(scope.filters()))),
                        answer -> answer.reservations().stream()
                                .map(Reservation::instances)
                                .flatMap(List::stream)
                                .toList(),
                        instance -> instance)
                .stream()
                .findFirst();
    }

    private static <P, T> List<T> read(
            String action,
            Supplier<Stream<P>> pages,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Function<Tree, T> reader)
            throws CallFailedException {
        try {
            return pages.get()
                    .flatMap(page -> members.apply(page).stream())
                    .map(AnswerTree::of)
                    .map(reader)
                    .toList();
        } catch (RuntimeException e) {
            throw Failures.of(action, e);
        }
    }
}
