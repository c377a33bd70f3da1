package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.Pages;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.source.aws.InstanceShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;

/** The calls about resources whose ids or names are known. The calls throw the same exceptions as the calls of {@link VpcCalls}. */
final class NamedCalls {

    /** The highest {@code MaxResults} of DescribeInstanceTypes, from the EC2 API reference. */
    private static final int PAGE = 100;

    /**
     * The time limit of DescribeCluster. The limit is short, because all other calls wait for this call, and because a private VPC may have
     * no route to EKS.
     */
    private static final Duration CLUSTER = Duration.ofSeconds(5);

    private final Ec2Client ec2;
    private final EksClient eks;
    private final Pages pages;
    private final Pages ofCluster;

    NamedCalls(AwsClients clients, CallLimit limit) {
        this.ec2 = clients.ec2();
        this.eks = clients.eks();
        this.pages = new Pages(clients, limit);
        this.ofCluster = new Pages(clients, limit.atMost(CLUSTER));
    }

    EksCluster cluster(String name) throws CallFailedException {
        return ofCluster
                .read(
                        "eks:DescribeCluster",
                        (configuration, token) -> eks.describeCluster(request ->
                                request.overrideConfiguration(configuration).name(name)),
                        answer -> null,
                        NamedCalls::onlyCluster,
                        AwsShapes::cluster)
                .get(0);
    }

    private static List<Cluster> onlyCluster(DescribeClusterResponse answer) {
        if (answer.cluster() == null) {
            throw new IllegalArgumentException("cluster is missing");
        }
        return List.of(answer.cluster());
    }

    /** Returns the existing instances with these ids, in the form of the AWS CLI's output. */
    List<Tree> instances(Collection<String> ids) throws CallFailedException {
        return instances(ids, instance -> instance);
    }

    /** Reads the existing instances with these ids, and returns one fact for each of them. */
    <T> List<T> instances(Collection<String> ids, Function<Tree, T> reader) throws CallFailedException {
        return Scope.each(
                "instance-id",
                ids,
                scope -> pages.read(
                        "ec2:DescribeInstances",
                        (configuration, token) ->
                                ec2.describeInstances(request -> request.overrideConfiguration(configuration)
                                        .filters(scope.filters())
                                        .nextToken(token)),
                        DescribeInstancesResponse::nextToken,
                        answer -> answer.reservations().stream()
                                .flatMap(reservation -> reservation.instances().stream())
                                .toList(),
                        reader));
    }

    /**
     * Returns the existing security groups with these ids, in the form of the AWS CLI's output. The result includes the ports of their
     * rules.
     */
    List<Tree> groupsWithPorts(Collection<String> ids) throws CallFailedException {
        return Scope.each(
                "group-id",
                ids,
                scope -> pages.read(
                        "ec2:DescribeSecurityGroups",
                        (configuration, token) ->
                                ec2.describeSecurityGroups(request -> request.overrideConfiguration(configuration)
                                        .filters(scope.filters())
                                        .nextToken(token)),
                        DescribeSecurityGroupsResponse::nextToken,
                        DescribeSecurityGroupsResponse::securityGroups,
                        group -> group));
    }

    /** Returns the instance types with these names that the region offers. */
    List<InstanceType> instanceTypes(Collection<String> names) throws CallFailedException {
        return Scope.each(
                "instance-type",
                names,
                scope -> pages.read(
                        "ec2:DescribeInstanceTypes",
                        (configuration, token) ->
                                ec2.describeInstanceTypes(request -> request.overrideConfiguration(configuration)
                                        .filters(scope.filters())
                                        .maxResults(PAGE)
                                        .nextToken(token)),
                        DescribeInstanceTypesResponse::nextToken,
                        DescribeInstanceTypesResponse::instanceTypes,
                        InstanceShapes::instanceType));
    }
}
