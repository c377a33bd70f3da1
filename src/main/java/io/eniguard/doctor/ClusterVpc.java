package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailure;
import io.eniguard.source.ec2.Reading;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.util.List;
import java.util.Optional;

/** Judges whether the cluster's VPC exists, and reports which source names the VPC. */
final class ClusterVpc {

    static final String SUBJECT = "vpc";

    private ClusterVpc() {}

    static Result judge(Reading reading, AwsSettings settings, Advice advice) {
        VpcSnapshot snapshot = reading.snapshot();
        Optional<String> id = snapshot.clusterVpcId();
        if (id.isEmpty()) {
            return withoutId(Optional.ofNullable(reading.failures().get(Part.CLUSTER)), advice);
        }
        String named = "%s, %s".formatted(id.get(), origin(snapshot, settings));
        if (snapshot.vpcs().isEmpty()) {
            Gap gap = Optional.ofNullable(reading.failures().get(Part.VPCS))
                    .map(advice::gap)
                    .orElseGet(() -> Gap.unanswered("EC2 did not answer", "try again"));
            return Result.unanswered(SUBJECT, "%s; unknown whether it exists: %s".formatted(named, gap.reason()), gap);
        }
        return snapshot.vpcs()
                .map(all -> all.get(id.get()))
                .map(vpc ->
                        Result.ok(SUBJECT, "%s (%s), %s".formatted(vpc.id(), blocks(vpc), origin(snapshot, settings))))
                .orElseGet(() -> Result.problem(
                        SUBJECT, named + ", is not among the VPCs of the region", "check the id and the region"));
    }

    /** @param failure the failed call that should have described the cluster; empty if no call failed */
    private static Result withoutId(Optional<CallFailure> failure, Advice advice) {
        String message = "the cluster's VPC is unknown"
                + failure.map(why -> ": " + why.reason()).orElse("");
        Gap.Cause cause = failure.map(advice::gap).map(Gap::cause).orElse(Gap.Cause.NOT_ASKED);
        return Result.unanswered(SUBJECT, new Gap(cause, message, "add --cluster-name or --vpc-id"));
    }

    private static String blocks(Vpc vpc) {
        List<String> blocks = vpc.associations().stream()
                .filter(Vpc.CidrAssociation::isAssociated)
                .map(association -> association.cidr().toString())
                .toList();
        return blocks.isEmpty() ? "no block" : String.join(", ", blocks);
    }

    private static String origin(VpcSnapshot snapshot, AwsSettings settings) {
        if (settings.vpcId().isPresent()) {
            return "from --vpc-id";
        }
        Optional<EksCluster> cluster =
                snapshot.cluster().filter(known -> known.vpcId().isPresent());
        return cluster.isPresent()
                ? "from EKS' description of the cluster "
                        + cluster.flatMap(EksCluster::name).orElse("")
                : "from a node's instance or VPC_ID of aws-node";
    }
}
