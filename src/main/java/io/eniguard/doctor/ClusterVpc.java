package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.source.ec2.Reading;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.util.List;
import java.util.Optional;

/** Whether the cluster's VPC exists, and where its id comes from. */
final class ClusterVpc {

    static final String SUBJECT = "vpc";

    private ClusterVpc() {}

    static Result judge(Reading reading, AwsSettings settings, Advice advice) {
        VpcSnapshot snapshot = reading.snapshot();
        Optional<String> id = snapshot.clusterVpcId();
        if (id.isEmpty()) {
            return Result.unknown(
                    SUBJECT,
                    "the cluster's VPC is unknown"
                            + snapshot.trouble(Part.CLUSTER)
                                    .map(why -> ": " + why)
                                    .orElse(""),
                    "name it with --cluster-name or --vpc-id");
        } else if (snapshot.vpcs().isEmpty()) {
            return Result.unknown(
                    SUBJECT,
                    "%s, %s; unknown whether it is there: %s"
                            .formatted(
                                    id.get(),
                                    origin(snapshot, settings),
                                    snapshot.trouble(Part.VPCS).orElse("EC2 did not answer")),
                    fix(reading, advice));
        }
        return snapshot.vpcs()
                .map(all -> all.get(id.get()))
                .map(vpc ->
                        Result.ok(SUBJECT, "%s (%s), %s".formatted(vpc.id(), blocks(vpc), origin(snapshot, settings))))
                .orElseGet(() -> Result.problem(
                        SUBJECT,
                        "%s, %s, is not among the VPCs of the region".formatted(id.get(), origin(snapshot, settings)),
                        "check the id and the region"));
    }

    private static String fix(Reading reading, Advice advice) {
        return Optional.ofNullable(reading.failures().get(Part.VPCS))
                .map(failure -> advice.fix(failure.kind(), failure.reason()))
                .orElse("try again");
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
            return "by --vpc-id";
        }
        Optional<EksCluster> cluster =
                snapshot.cluster().filter(known -> known.vpcId().isPresent());
        return cluster.isPresent()
                ? "by EKS' word on the cluster "
                        + cluster.flatMap(EksCluster::name).orElse("")
                : "by a node's instance or VPC_ID of aws-node";
    }
}
