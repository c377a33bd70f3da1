package io.eniguard.source.ec2;

import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The dry runs of the EC2 calls that a reading makes. For a dry run, EC2 checks the permission and returns no data. */
final class DryRuns {

    /** The id of a subnet that does not exist. EC2 checks the permission before it looks up the subnet. */
    private static final String ANY_SUBNET = "subnet-00000000000000000";

    private DryRuns() {}

    /** @param action the action, as IAM spells it */
    record DryRun(String action, Call call) {}

    /** Sends the request. The SDK throws an exception for each of EC2's answers to a dry run, because these answers are errors. */
    interface Call {
        AwsResponse of(Ec2Client ec2, AwsRequestOverrideConfiguration limits);
    }

    /** Returns the dry runs in order of action. A test compares them with k8s/iam/policy.json. */
    static List<DryRun> all() {
        return List.of(
                new DryRun(
                        "ec2:DescribeAvailabilityZones",
                        (ec2, limits) -> ec2.describeAvailabilityZones(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeInstanceTypes",
                        // An EC2 emulator may ignore the dry-run flag. Without the filter, it would then list hundreds
                        // of types.
                        (ec2, limits) -> ec2.describeInstanceTypes(request -> request.dryRun(true)
                                .filters(Scope.ids("instance-type", List.of("m5.large"))
                                        .get(0)
                                        .filters())
                                .overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeInstances",
                        (ec2, limits) -> ec2.describeInstances(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeNatGateways",
                        (ec2, limits) -> ec2.describeNatGateways(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeNetworkInterfaces",
                        (ec2, limits) -> ec2.describeNetworkInterfaces(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeRouteTables",
                        (ec2, limits) -> ec2.describeRouteTables(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeSecurityGroupVpcAssociations",
                        (ec2, limits) -> ec2.describeSecurityGroupVpcAssociations(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeSecurityGroups",
                        (ec2, limits) -> ec2.describeSecurityGroups(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeSubnets",
                        (ec2, limits) -> ec2.describeSubnets(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeVpcPeeringConnections",
                        (ec2, limits) -> ec2.describeVpcPeeringConnections(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeVpcs",
                        (ec2, limits) ->
                                ec2.describeVpcs(request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:GetSubnetCidrReservations",
                        (ec2, limits) -> ec2.getSubnetCidrReservations(request ->
                                request.dryRun(true).subnetId(ANY_SUBNET).overrideConfiguration(limits))));
    }
}
