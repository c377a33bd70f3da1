package io.eniguard.doctor;

import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Ec2Settings;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.RegionChoice;
import io.eniguard.world.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say of AWS.
 *
 * @param anyAnswered whether it said anything; if not, one result tells why
 */
record AwsResults(List<Result> results, boolean anyAnswered) {

    private static final String FIX = "log in or name a profile (AWS_PROFILE), and a region (--region)";

    static AwsResults of(AwsSide aws, Ec2Settings settings, Deadline deadline) {
        Fact<AwsProbe> probe = deadline.await(aws.probe());
        Fact<Identity> identity = deadline.await(aws.identity());
        Fact<List<Permission>> permissions = deadline.await(aws.permissions());
        boolean anyAnswered = identity.isKnown()
                || permissions.orElse(List.of()).stream().anyMatch(one -> one.answer() != Answer.UNKNOWN);
        return new AwsResults(
                probe.fold(
                        there -> anyAnswered
                                ? answered(
                                        there.region(), identity, permissions, deadline.await(aws.reading()), settings)
                                : List.of(none("%s, %s".formatted(region(there.region()), reason(identity)))),
                        missing -> List.of(none(missing.reason()))),
                anyAnswered);
    }

    private static Result none(String reason) {
        return Result.unknown("aws", "not examined: " + reason, FIX);
    }

    private static List<Result> answered(
            RegionChoice region,
            Fact<Identity> identity,
            Fact<List<Permission>> permissions,
            Fact<Reading> reading,
            Ec2Settings settings) {
        return List.of(
                Result.ok("region", region(region)),
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

    private static String region(RegionChoice region) {
        return "%s (%s)".formatted(region.id(), region.origin());
    }

    private static String reason(Fact<?> unknown) {
        return unknown.fold(known -> "", Fact.Unknown::reason);
    }
}
