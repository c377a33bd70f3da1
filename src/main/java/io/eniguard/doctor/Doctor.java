package io.eniguard.doctor;

import io.eniguard.doctor.ClusterSide.Version;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.threads.DaemonThreads;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks AWS and the API server at the same time, and judges each subject by the replies that arrived in time. */
public final class Doctor {

    private static final String AWS = "aws";
    private static final String KUBERNETES = "kubernetes";

    /**
     * The time limit of the examination divided by this number is the time limit of one question. If a question hangs, two thirds of the
     * time are left for the questions that wait for it.
     */
    private static final int QUESTIONS_IN_A_ROW = 3;

    private final ExaminationRequest request;
    private final Deadline deadline;
    private final Advice advice;
    private final ClusterSide cluster;
    private final AwsSide aws;

    private Doctor(ExaminationRequest request, ExecutorService threads) {
        Duration limit = request.limit().dividedBy(QUESTIONS_IN_A_ROW);
        this.request = request;
        deadline = Deadline.in(request.limit());
        advice = new Advice(request);
        Questions questions = new Questions(threads, advice);
        cluster = ClusterSide.ask(request.installation(), limit, questions);
        aws = AwsSide.ask(request.ec2(), cluster, limit, deadline, questions);
    }

    /**
     * Examines the installation. The examination takes at most the time limit of the request. A failure of AWS, of the API server or of the
     * network becomes a result and is never thrown.
     */
    public static DoctorReport examine(ExaminationRequest request) {
        ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("doctor"));
        try {
            return new Doctor(request, threads).report();
        } finally {
            // Connections stay open until the program ends, because closing them may take longer than asking all the
            // questions.
            threads.shutdownNow();
        }
    }

    private DoctorReport report() {
        Reply<Version> version = deadline.await(cluster.version());
        AwsResults ofAws = AwsResults.of(aws, cluster, request, deadline, advice);
        Optional<ClusterResults> ofCluster = version.value()
                .map(there ->
                        ClusterResults.of(deadline.await(cluster.objects()), vpc(ofAws.isUsable()), request, advice));
        List<Result> results = new ArrayList<>();
        ofAws.gap().ifPresent(gap -> results.add(unexamined(AWS, gap, version.gap())));
        results.addAll(ofAws.results());
        version.gap().ifPresent(gap -> results.add(unexamined(KUBERNETES, gap, ofAws.gap())));
        ofCluster.ifPresent(known -> results.addAll(ofCluster(version.value().orElseThrow(), known, ofAws.isUsable())));
        results.add(Clocks.judge(offsets(version)));
        return new DoctorReport(
                results,
                ofAws.gap().isEmpty() || version.gap().isEmpty(),
                ofCluster.map(ClusterResults::audits).orElse(List.of()));
    }

    /**
     * Returns the result for AWS or the cluster if it was not examined. The result is a problem, because the report lacks half of the
     * installation. The result is unknown if neither AWS nor the cluster could be asked.
     */
    static Result unexamined(String subject, Gap gap, Optional<Gap> other) {
        boolean isNothingAsked =
                gap.isNotAsked() && other.filter(Gap::isNotAsked).isPresent();
        String message = "not examined: " + gap.reason();
        return isNothingAsked
                ? Result.unknown(subject, message, gap.fix())
                : Result.problem(subject, message, gap.fix());
    }

    private VpcSnapshot vpc(boolean withAws) {
        // If AWS answers no other question, waiting for the reading would use up all the time.
        Optional<Reading> reading = withAws ? deadline.await(aws.reading()).value() : Optional.empty();
        return reading.map(Reading::snapshot).orElse(VpcSnapshot.nothing(VpcReader.SOURCE));
    }

    private List<Result> ofCluster(Version version, ClusterResults objects, boolean withAws) {
        List<Result> results = new ArrayList<>(objects.results());
        InstallationResults installation = new InstallationResults(request, deadline, cluster);
        results.addAll(installation.all());
        boolean isBlind = results.stream().allMatch(result -> result.state() == State.UNKNOWN);
        results.add(
                0,
                Result.ok(
                        "api server",
                        "%s at %s".formatted(version.number(), version.api().shownUrl())));
        if (isBlind) {
            results.add(
                    1,
                    Result.problem(
                            KUBERNETES,
                            "not examined: the API server answers none of the questions below",
                            "use a kubeconfig whose user has the rights in k8s/README.md, or see the fixes below"));
        }
        if (withAws) {
            results.add(installation.webhookPort(aws, vpc(withAws)));
        }
        return results;
    }

    private Map<String, Duration> offsets(Reply<Version> version) {
        Map<String, Duration> offsets = new LinkedHashMap<>();
        deadline.await(aws.probe())
                .value()
                .flatMap(AwsProbe::clockOffset)
                .ifPresent(offset -> offsets.put("AWS", offset));
        version.value().flatMap(Version::clockOffset).ifPresent(offset -> offsets.put("the API server", offset));
        return offsets;
    }
}
