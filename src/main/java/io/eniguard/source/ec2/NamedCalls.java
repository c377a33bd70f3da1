package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.Pages;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Calls about things whose ids or names are known. Each waits for AWS, and throws as those of {@link VpcCalls} do. */
final class NamedCalls {

    /** EC2 API reference: the highest {@code MaxResults} of DescribeInstanceTypes. */
    private static final int PAGE = 100;

    /** All else waits for this call, and a private VPC may have no way to EKS. */
    private static final Duration CLUSTER = Duration.ofSeconds(5);

    private final AwsClients clients;
    private final Ec2Client ec2;
    private final AwsRequestOverrideConfiguration limits;

    NamedCalls(AwsClients clients, AwsRequestOverrideConfiguration limits) {
        this.clients = clients;
        this.ec2 = clients.ec2();
        this.limits = limits;
    }

    EksCluster cluster(String name) throws CallFailedException {
        return Pages.read(
                        "eks:DescribeCluster",
                        () -> Stream.of(clients.eks()
                                .describeCluster(request -> request.overrideConfiguration(ofCluster())
                                        .name(name))),
                        answer -> List.of(answer.cluster()),
                        AwsShapes::cluster)
                .get(0);
    }

    private AwsRequestOverrideConfiguration ofCluster() {
        Duration limit = limits.apiCallTimeout()
                .filter(told -> told.compareTo(CLUSTER) < 0)
                .orElse(CLUSTER);
        return limits.toBuilder().apiCallTimeout(limit).build();
    }

    /** Those that there are. */
    List<Tree> instances(Collection<String> ids) throws CallFailedException {
        return Scope.each(
                "instance-id",
                ids,
                scope -> Pages.read(
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

    /** As EC2 has them, with the ports of their rules. */
    List<Tree> groupsWithPorts(Collection<String> ids) throws CallFailedException {
        return Scope.each(
                "group-id",
                ids,
                scope -> Pages.read(
                        "ec2:DescribeSecurityGroups",
                        () -> ec2
                                .describeSecurityGroupsPaginator(request ->
                                        request.overrideConfiguration(limits).filters(scope.filters()))
                                .stream(),
                        DescribeSecurityGroupsResponse::securityGroups,
                        group -> group));
    }

    /** Those that there are in this region. */
    List<InstanceType> instanceTypes(Collection<String> names) throws CallFailedException {
        return Scope.each(
                "instance-type",
                names,
                scope -> Pages.read(
                        "ec2:DescribeInstanceTypes",
                        () -> ec2
                                .describeInstanceTypesPaginator(request ->
                                        request.filters(scope.filters()).maxResults(PAGE))
                                .stream(),
                        DescribeInstanceTypesResponse::instanceTypes,
                        AwsShapes::instanceType));
    }
}
