package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.Pages;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.eks.EksClient;

/** Calls about things whose ids or names are known. Each waits for AWS, and fails like the calls of {@link VpcCalls}. */
final class NamedCalls {

    /** EC2 API reference: the highest {@code MaxResults} of DescribeInstanceTypes. */
    private static final int PAGE = 100;

    /** All other calls wait for this one, and a private VPC may have no route to EKS. */
    private static final Duration CLUSTER = Duration.ofSeconds(5);

    private final Ec2Client ec2;
    private final EksClient eks;
    private final Pages pages;
    private final Pages ofCluster;

    NamedCalls(AwsClients clients, CallLimit limit) {
        this.ec2 = clients.ec2();
        this.eks = clients.eks();
        this.pages = new Pages(limit);
        this.ofCluster = new Pages(limit.atMost(CLUSTER));
    }

    EksCluster cluster(String name) throws CallFailedException {
        return ofCluster
                .read(
                        "eks:DescribeCluster",
                        limits -> Stream.of(eks.describeCluster(
                                request -> request.overrideConfiguration(limits).name(name))),
                        answer -> List.of(answer.cluster()),
                        AwsShapes::cluster)
                .get(0);
    }

    /** The instances of these ids that exist. */
    List<Tree> instances(Collection<String> ids) throws CallFailedException {
        return Scope.each(
                "instance-id",
                ids,
                scope -> pages.read(
                        "ec2:DescribeInstances",
                        limits -> ec2
                                .describeInstancesPaginator(request ->
                                        request.overrideConfiguration(limits).filters(scope.filters()))
                                .stream(),
                        answer -> answer.reservations().stream()
                                .map(Reservation::instances)
                                .flatMap(List::stream)
                                .toList(),
                        instance -> instance));
    }

    /** The security groups of these ids that exist, as EC2 describes them, with the ports of their rules. */
    List<Tree> groupsWithPorts(Collection<String> ids) throws CallFailedException {
        return Scope.each(
                "group-id",
                ids,
                scope -> pages.read(
                        "ec2:DescribeSecurityGroups",
                        limits -> ec2
                                .describeSecurityGroupsPaginator(request ->
                                        request.overrideConfiguration(limits).filters(scope.filters()))
                                .stream(),
                        DescribeSecurityGroupsResponse::securityGroups,
                        group -> group));
    }

    /** The instance types of these names that the region offers. */
    List<InstanceType> instanceTypes(Collection<String> names) throws CallFailedException {
        return Scope.each(
                "instance-type",
                names,
                scope -> pages.read(
                        "ec2:DescribeInstanceTypes",
                        limits -> ec2
                                .describeInstanceTypesPaginator(request -> request.overrideConfiguration(limits)
                                        .filters(scope.filters())
                                        .maxResults(PAGE))
                                .stream(),
                        DescribeInstanceTypesResponse::instanceTypes,
                        AwsShapes::instanceType));
    }
}
