package io.eniguard.doctor;

import io.eniguard.doctor.ClusterSide.Version;
import io.eniguard.doctor.Gap.Cause;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks AWS and the API server at the same time, and has each subject judged by the replies that came in time. */
public final class Doctor {

    private static final String AWS = "aws";
    private static final String KUBERNETES = "kubernetes";

    /** The part of the time that one question may take, so that one that hangs leaves time for the questions that follow from it. */
    private static final int QUESTIONS_IN_A_ROW = 3;

    private final ExaminationRequest request;
    private final Deadline deadline;
    private final Advice advice;
    private final Surprises surprises = new Surprises();
    private final ClusterSide cluster;
    private final AwsSide aws;

    private Doctor(ExaminationRequest request, ExecutorService threads) {
        Duration limit = request.limit().dividedBy(QUESTIONS_IN_A_ROW);
        this.request = request;
        deadline = Deadline.in(request.limit());
        advice = new Advice(request);
        Asking asking = new Asking(threads, advice, surprises);
        cluster = ClusterSide.ask(request.installation(), limit, asking);
        aws = AwsSide.ask(request.ec2(), cluster, limit, deadline, asking);
    }

    /** Takes at most the limit of the request. A failure of AWS, of the API server or of the network is a result, never an exception. */
    public static DoctorReport examine(ExaminationRequest request) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "doctor");
            // A thread that hangs must not keep the program from ending.
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Doctor(request, threads).report();
        } finally {
            // Connections are not closed: they end with the program, and waiting for them could take longer than the
            // rest.
            threads.shutdownNow();
        }
    }

    private DoctorReport report() {
        Reply<Version> version = deadline.await(cluster.version());
        AwsResults ofAws = AwsResults.of(aws, cluster, request, deadline, advice, surprises);
        List<Result> results = new ArrayList<>();
        ofAws.gap().ifPresent(gap -> results.add(unexamined(AWS, gap, version.gap())));
        results.addAll(ofAws.results());
        version.gap().ifPresent(gap -> results.add(unexamined(KUBERNETES, gap, ofAws.gap())));
        version.value().ifPresent(there -> results.addAll(ofCluster(there, ofAws.isUsable())));
        results.add(surprises.judged(Clocks.SUBJECT, () -> Clocks.judge(offsets(version))));
        return new DoctorReport(results, ofAws.gap().isEmpty() || version.gap().isEmpty(), surprises.all());
    }

    /**
     * A side that could not be examined is a problem, since the report says nothing about half of an installation. Where neither side could
     * be asked there is no report at all, and nothing to find a problem in. A side that was too slow is always a problem: whether both
     * are too slow may differ from run to run, and the exit code must not.
     */
    private static Result unexamined(String subject, Gap gap, Optional<Gap> other) {
        boolean isNothing =
                other.isPresent() && gap.cause() != Cause.TIMEOUT && other.get().cause() != Cause.TIMEOUT;
        String message = "not examined: " + gap.reason();
        return isNothing ? Result.unknown(subject, message, gap.fix()) : Result.problem(subject, message, gap.fix());
    }

    private List<Result> ofCluster(Version version, boolean withAws) {
        // Where AWS answers nothing else, waiting for the reading would take all the time.
        Reply<Reading> reading = withAws
                ? deadline.await(aws.reading())
                : Reply.missing(Gap.other("AWS was not examined", "see " + AWS));
        List<Result> results = new ArrayList<>(
                new ClusterResults(request, advice, surprises).of(deadline.await(cluster.objects()), reading));
        InstallationResults installation = new InstallationResults(request, deadline, cluster, surprises);
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
            results.add(installation.webhookPort(aws, reading));
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
