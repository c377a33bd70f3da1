package io.eniguard.doctor;

import io.eniguard.aws.FailureKind;
import io.eniguard.aws.RegionChoice;
import io.eniguard.doctor.Gap.Cause;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results about AWS.
 *
 * @param results the results; empty if AWS could not be examined
 * @param gap the reason why AWS could not be examined; empty if it was examined
 * @param isUsable whether AWS answers questions about the VPC
 */
record AwsResults(List<Result> results, Optional<Gap> gap, boolean isUsable) {

    private static final String CREDENTIALS = "credentials";

    AwsResults {
        results = List.copyOf(results);
    }

    /** @param cluster the replies of the API server, which contain the region of the nodes */
    static AwsResults of(
            AwsSide aws, ClusterSide cluster, ExaminationRequest request, Deadline deadline, Advice advice) {
        Reply<AwsProbe> probe = deadline.await(aws.probe());
        if (probe.gap().isPresent()) {
            return new AwsResults(List.of(), probe.gap().map(AwsResults::beforeAnyQuestion), false);
        }
        RegionChoice region = probe.value().orElseThrow().region();
        Reply<Identity> identity = deadline.await(aws.identity());
        Reply<List<Permission>> permissions = deadline.await(aws.permissions());
        Optional<Gap> rejection = rejection(identity, permissions, advice);
        Optional<Gap> silence = silence(identity, permissions);
        if (rejection.isEmpty() && silence.isPresent()) {
            Gap gap = silence.get();
            return new AwsResults(
                    List.of(),
                    Optional.of(new Gap(gap.cause(), "%s, %s".formatted(shown(region), gap.reason()), gap.fix())),
                    false);
        }
        List<Result> results = new ArrayList<>();
        results.add(region(region, regionOfNodes(cluster, deadline), advice));
        if (rejection.isPresent()) {
            results.add(Result.problem(
                    CREDENTIALS, rejection.get().reason(), rejection.get().fix()));
            return new AwsResults(results, Optional.empty(), false);
        }
        results.addAll(ofAnswers(identity, permissions, deadline.await(aws.reading()), request, advice));
        return new AwsResults(results, Optional.empty(), true);
    }

    /**
     * Replaces the cause {@code CREDENTIALS} by {@code NOT_ASKED}. At this point, the cause means that no credentials were found, so AWS
     * was not asked.
     */
    private static Gap beforeAnyQuestion(Gap gap) {
        return gap.cause() == Cause.CREDENTIALS ? new Gap(Cause.NOT_ASKED, gap.reason(), gap.fix()) : gap;
    }

    /** Returns the results about the credentials, the permissions and the VPC. */
    static List<Result> ofAnswers(
            Reply<Identity> identity,
            Reply<List<Permission>> permissions,
            Reply<Reading> reading,
            ExaminationRequest request,
            Advice advice) {
        return List.of(
                identity.fold(
                        known -> Result.ok(CREDENTIALS, known.arn()),
                        missing -> Result.unanswered(CREDENTIALS, "owner unknown: " + missing.reason(), missing)),
                permissions.fold(
                        tried -> Permissions.judge(with(reading, tried), advice),
                        missing -> Result.unknown(Permissions.SUBJECT, missing)),
                reading.fold(
                        known -> ClusterVpc.judge(known, request.ec2(), advice),
                        missing -> Result.unanswered(ClusterVpc.SUBJECT, missing)));
    }

    /** Returns the gap of the first answer that rejects the credentials, or empty if AWS accepts the credentials. */
    private static Optional<Gap> rejection(
            Reply<Identity> identity, Reply<List<Permission>> permissions, Advice advice) {
        return identity.gap()
                .filter(gap -> gap.cause() == Cause.CREDENTIALS)
                .or(() -> permissions.value().stream()
                        .flatMap(List::stream)
                        .flatMap(permission -> permission.cause().stream())
                        .filter(failure -> failure.kind() == FailureKind.CREDENTIALS)
                        .findFirst()
                        .map(advice::gap));
    }

    /** Returns the gap of the first question if AWS answered no question, and empty otherwise. */
    private static Optional<Gap> silence(Reply<Identity> identity, Reply<List<Permission>> permissions) {
        boolean anyTried = permissions.value().stream()
                .flatMap(List::stream)
                .anyMatch(permission -> permission.answer() != Answer.UNKNOWN);
        return anyTried ? Optional.empty() : identity.gap();
    }

    private static Optional<String> regionOfNodes(ClusterSide cluster, Deadline deadline) {
        return Wanted.by(ClusterSide.snapshot(deadline.await(cluster.objects())))
                .region();
    }

    private static List<Permission> with(Reply<Reading> reading, List<Permission> tried) {
        List<Permission> all = new ArrayList<>(tried);
        reading.value().map(AwsProbe::describeCluster).ifPresent(all::add);
        return all;
    }

    /** @param ofNodes the region of the nodes; empty if no node shows its region */
    static Result region(RegionChoice asked, Optional<String> ofNodes, Advice advice) {
        return ofNodes.filter(other -> !other.equals(asked.id()))
                .map(other -> Result.warning(
                        "region",
                        "%s, but nodes run in %s".formatted(shown(asked), other),
                        advice.doctorCommand("--region " + other)))
                .orElseGet(() -> Result.ok("region", shown(asked)));
    }

    private static String shown(RegionChoice region) {
        return "%s (%s)".formatted(region.id(), region.origin());
    }
}
