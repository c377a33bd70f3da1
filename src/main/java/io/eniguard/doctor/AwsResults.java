package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.RegionChoice;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of AWS.
 *
 * @param anyAnswered whether it said anything; if not, one result tells why
 */
record AwsResults(List<Result> results, boolean anyAnswered) {

    private static final String FIX = "log in or name a profile (AWS_PROFILE), and a region (--region)";

    /** @param cluster whose nodes say where they run */
    static AwsResults of(AwsSide aws, ClusterSide cluster, AwsSettings settings, Deadline deadline) {
        Fact<AwsProbe> probe = deadline.await(aws.probe());
        Fact<Identity> identity = deadline.await(aws.identity());
        Fact<List<Permission>> permissions = deadline.await(aws.permissions());
        boolean anyAnswered = identity.isKnown()
                || permissions.orElse(List.of()).stream().anyMatch(one -> one.answer() != Answer.UNKNOWN);
        return new AwsResults(
                probe.fold(
                        there -> anyAnswered
                                ? answered(
                                        region(there.region(), regionOfNodes(deadline.await(cluster.objects()))),
                                        identity,
                                        permissions,
                                        deadline.await(aws.reading()),
                                        settings)
                                : List.of(none("%s, %s".formatted(region(there.region()), reason(identity)))),
                        missing -> List.of(none(missing.reason()))),
                anyAnswered);
    }

    private static Result none(String reason) {
        return Result.unknown("aws", "not examined: " + reason, FIX);
    }

    private static List<Result> answered(
            Result region,
            Fact<Identity> identity,
            Fact<List<Permission>> permissions,
            Fact<Reading> reading,
            AwsSettings settings) {
        return List.of(
                region,
                identity.fold(
                        known -> Result.ok("credentials", known.arn()),
                        missing -> Result.unknown("credentials", "unknown whose they are: " + missing.reason())),
                permissions.fold(
                        tried -> Permissions.judge(with(reading, tried)),
                        missing -> Result.unknown("permissions", missing.reason())),
                reading.fold(
                        known -> ClusterVpc.judge(known, settings),
                        missing -> Result.unknown("vpc", missing.reason())));
    }

    private static List<Permission> with(Fact<Reading> reading, List<Permission> tried) {
        List<Permission> all = new ArrayList<>(tried);
        reading.map(AwsProbe::describeCluster).map(all::add);
        return all;
    }

    private static Optional<String> regionOfNodes(Fact<List<Tree>> objects) {
        return Wanted.by(ClusterSide.snapshot(objects)).region();
    }

    /** @param ofNodes empty where no node tells */
    static Result region(RegionChoice asked, Optional<String> ofNodes) {
        return ofNodes.filter(other -> !other.equals(asked.id()))
                .map(other -> Result.warning(
                        "region",
                        "%s, but nodes run in %s".formatted(region(asked), other),
                        "./eniguard doctor --region " + other))
                .orElseGet(() -> Result.ok("region", region(asked)));
    }

    private static String region(RegionChoice region) {
        return "%s (%s)".formatted(region.id(), region.origin());
    }

    private static String reason(Fact<?> unknown) {
        return unknown.fold(known -> "", Fact.Unknown::reason);
    }
}
