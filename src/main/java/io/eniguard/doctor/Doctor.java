package io.eniguard.doctor;

import io.eniguard.doctor.ClusterSide.Version;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.world.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks AWS and the API server at the same time, and has each subject judged by what was answered in time. */
public final class Doctor {

    /** Of all the time, what a single question may take, so that one that hangs leaves some to those that follow from it. */
    private static final int QUESTIONS_IN_A_ROW = 3;

    private final Question question;
    private final Deadline deadline;
    private final ClusterSide cluster;
    private final AwsSide aws;

    private Doctor(Question question, ExecutorService threads) {
        Duration limit = question.limit().dividedBy(QUESTIONS_IN_A_ROW);
        this.question = question;
        deadline = Deadline.in(question.limit());
        cluster = ClusterSide.ask(question.installation(), limit, threads);
        aws = AwsSide.ask(question.ec2(), cluster, limit, deadline, threads);
    }

    /** Takes at most the limit of the question. What cannot be told is a result too, never an exception. */
    public static DoctorReport examine(Question question) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "doctor");
            // One that hangs is left behind.
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Doctor(question, threads).report();
        } finally {
            // What holds connections goes with the program; waiting for it could take longer than all the rest.
            threads.shutdownNow();
        }
    }

    private DoctorReport report() {
        Fact<Version> version = deadline.await(cluster.version());
        AwsResults ofAws = AwsResults.of(aws, cluster, question.ec2(), deadline);
        List<Result> results = new ArrayList<>(ofAws.results());
        results.addAll(new ClusterResults(question, deadline, cluster, aws).of(version, ofAws.anyAnswered()));
        Map<String, Duration> offsets = new LinkedHashMap<>();
        deadline.await(aws.probe())
                .map(AwsProbe::clockOffset)
                .orElse(Optional.empty())
                .ifPresent(offset -> offsets.put("AWS", offset));
        version.map(Version::clockOffset)
                .orElse(Optional.empty())
                .ifPresent(offset -> offsets.put("the API server", offset));
        results.add(Clocks.judge(offsets));
        return new DoctorReport(results, ofAws.anyAnswered() || version.isKnown());
    }
}
