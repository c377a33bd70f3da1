package io.eniguard.source.ec2;

import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The calls that a reading makes of EC2, made for show: EC2 says whether they were allowed, and does not do them. */
final class DryRuns {

    /** Stands in where no subnet is known; whether one may ask comes before whether it exists. */
    private static final String ANY_SUBNET = "subnet-00000000000000000";

    private DryRuns() {}

    /** @param action as IAM spells it */
    record DryRun(String action, Call call) {}

    /** One request, which normally ends in an exception. */
    interface Call {
        AwsResponse of(Ec2Client ec2, AwsRequestOverrideConfiguration limits);
    }

    /** In order of name: the EC2 part of k8s/iam/policy.json, which a test compares. */
    static List<DryRun> all() {
        return List.of(
                new DryRun(
                        "ec2:DescribeAvailabilityZones",
                        (ec2, limits) -> ec2.describeAvailabilityZones(
                                request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:DescribeInstanceTypes",
                        // Of one type: who does not do it for show would list hundreds.
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
                        "ec2:DescribeVpcs",
                        (ec2, limits) ->
                                ec2.describeVpcs(request -> request.dryRun(true).overrideConfiguration(limits))),
                new DryRun(
                        "ec2:GetSubnetCidrReservations",
                        (ec2, limits) -> ec2.getSubnetCidrReservations(request ->
                                request.dryRun(true).subnetId(ANY_SUBNET).overrideConfiguration(limits))));
    }
}
