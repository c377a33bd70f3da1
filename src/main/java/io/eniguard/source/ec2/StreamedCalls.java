package io.eniguard.source.ec2;

import io.eniguard.aws.AwsClients;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.Pages;
import io.eniguard.aws.StreamedAnswer;
import io.eniguard.source.aws.InstanceShapes;
import io.eniguard.source.aws.SecurityGroupShapes;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.SecurityGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** The calls with long answers, which are read while they arrive. */
final class StreamedCalls {

    /** The highest {@code MaxResults} of these calls, from the EC2 API reference. */
    private static final int PAGE = 1000;

    private static final Set<String> MEMBERS_OF_GROUPS = Set.of(
            "GroupId",
            "VpcId",
            "IpPermissions",
            "IpPermissionsEgress",
            "IpProtocol",
            "FromPort",
            "ToPort",
            "UserIdGroupPairs",
            "IpRanges",
            "CidrIp",
            "PrefixListIds",
            "PrefixListId");

    private static final Set<String> MEMBERS_OF_INTERFACES = Set.of(
            "NetworkInterfaceId",
            "SubnetId",
            "Description",
            "Attachment",
            "InstanceId",
            "DeviceIndex",
            "NetworkCardIndex",
            "PrivateIpAddresses",
            "PrivateIpAddress",
            "Ipv4Prefixes",
            "Ipv4Prefix");

    private final Ec2Client ec2;
    private final boolean isWatched;
    private final Pages pages;
    private final Duration rest;

    /** @param rest the pause after each page of network interfaces */
    StreamedCalls(AwsClients clients, Pages pages, Duration rest) {
        this.ec2 = clients.ec2();
        this.isWatched = clients.isWatched();
        this.pages = pages;
        this.rest = rest;
    }

    List<SecurityGroup> securityGroups(Scope scope) throws CallFailedException {
        var answer = new StreamedAnswer<>(
                DescribeSecurityGroupsResponse.builder().build(),
                "SecurityGroups",
                MEMBERS_OF_GROUPS,
                SecurityGroupShapes::securityGroup,
                isWatched);
        List<SecurityGroup> groups = new ArrayList<>();
        pages.each(
                "ec2:DescribeSecurityGroups",
                (configuration, token) ->
                        ec2.describeSecurityGroups(request -> request.overrideConfiguration(into(answer, configuration))
                                .filters(scope.filters())
                                .maxResults(PAGE)
                                .nextToken(token)),
                DescribeSecurityGroupsResponse::nextToken,
                page -> groups.addAll(answer.members()));
        return groups;
    }

    /**
     * Adds the addresses of the network interfaces. A VPC may have tens of thousands of interfaces, so the interfaces are not kept in
     * memory.
     */
    void addAddresses(List<Scope> scopes, AddressUse.Builder use) throws CallFailedException {
        var answer = new StreamedAnswer<>(
                DescribeNetworkInterfacesResponse.builder().build(),
                "NetworkInterfaces",
                MEMBERS_OF_INTERFACES,
                InstanceShapes::networkInterface,
                isWatched);
        for (Scope scope : scopes) {
            pages.each(
                    "ec2:DescribeNetworkInterfaces",
                    (configuration, token) -> ec2.describeNetworkInterfaces(
                            request -> request.overrideConfiguration(into(answer, configuration))
                                    .filters(scope.filters())
                                    .maxResults(PAGE)
                                    .nextToken(token)),
                    DescribeNetworkInterfacesResponse::nextToken,
                    page -> {
                        answer.members().forEach(use::add);
                        // An interrupt only shortens this pause. The next request then fails because of the interrupt.
                        LockSupport.parkNanos(rest.toNanos());
                    });
        }
    }

    /** Returns the configuration of a request whose answer is streamed. */
    private static AwsRequestOverrideConfiguration into(
            StreamedAnswer<?> answer, AwsRequestOverrideConfiguration configuration) {
        return configuration.toBuilder()
                .putExecutionAttribute(StreamedAnswer.ATTRIBUTE, answer)
                .build();
    }
}
