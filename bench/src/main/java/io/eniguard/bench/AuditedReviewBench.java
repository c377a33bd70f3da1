package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.policy.Point;
import io.eniguard.review.Reviewer;
import io.eniguard.server.lead.AuditRun;
import io.eniguard.server.lead.PacedPages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Measures reviews while a cluster is audited in another thread, one audit after the other. */
final class AuditedReviewBench {

    private static final int PER_SECOND = 200;

    private final AuditedCluster cluster;
    private final Corpus corpus;
    private final Scale scale;
    private final ReviewEngine engine;
    private final Reviewer auditor = new Reviewer().at(Point.AUDIT);

    /** @param reviewed the cluster in which the reviews are judged */
    AuditedReviewBench(AuditedCluster cluster, ReviewEngine reviewed, Corpus corpus, Scale scale) {
        this.cluster = cluster;
        this.engine = reviewed;
        this.corpus = corpus;
        this.scale = scale;
    }

    private interface Round {
        Measurement run(List<Review> reviews, InProcess.Engine<MalformedReviewException> engine)
                throws MalformedReviewException;
    }

    Table table() throws MalformedReviewException {
        Table table = new Table(
                "Reviews on one thread while another thread audits without pauses between the audits",
                "REVIEW",
                "PACE",
                "P50 WITHOUT",
                "P50 MEANWHILE",
                "P99 WITHOUT",
                "P99 MEANWHILE",
                "RATIO");
        for (Workload workload : List.of(Workload.ENICONFIGS, Workload.NODES)) {
            InProcess.measure(corpus.reviews(workload), engine.of(workload), scale.engine());
            row(
                    table,
                    workload,
                    "back to back",
                    (reviews, of) -> InProcess.measure(reviews, of, scale.wire().each()));
            row(
                    table,
                    workload,
                    PER_SECOND + " a second",
                    (reviews, of) -> InProcess.measure(reviews, of, scale.wire().each(), PER_SECOND));
        }
        table.note("medians of %d rounds; a server audits during at most a tenth of the time"
                .formatted(scale.wire().count()));
        return table;
    }

    private void row(Table table, Workload workload, String pace, Round round) throws MalformedReviewException {
        List<Review> reviews = corpus.reviews(workload);
        List<Measurement> without = new ArrayList<>();
        List<Measurement> meanwhile = new ArrayList<>();
        for (int i = 0; i < scale.wire().count(); i++) {
            without.add(round.run(reviews, engine.of(workload)));
            meanwhile.add(whileAuditing(() -> round.run(reviews, engine.of(workload))));
        }
        Measurement.Latency quiet = Measurement.median(without).latency();
        Measurement.Latency busy = Measurement.median(meanwhile).latency();
        table.row(
                workload.title(),
                pace,
                Figures.micros(quiet.p50()),
                Figures.micros(busy.p50()),
                Figures.micros(quiet.p99()),
                Figures.micros(busy.p99()),
                Figures.times((double) busy.p99().toNanos() / quiet.p99().toNanos()));
    }

    private interface Work {
        Measurement measure() throws MalformedReviewException;
    }

    private Measurement whileAuditing(Work work) throws MalformedReviewException {
        var isOver = new AtomicBoolean();
        CompletableFuture<Void> audits = CompletableFuture.runAsync(
                () -> {
                    while (!isOver.get()) {
                        audit(isOver);
                    }
                },
                AuditedReviewBench::start);
        try {
            return work.measure();
        } finally {
            isOver.set(true);
            audits.join();
        }
    }

    // The priority is the one that the server uses.
    @SuppressWarnings("ThreadPriorityCheck")
    private static void start(Runnable audits) {
        Thread thread = new Thread(audits, "bench-audit");
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void audit(AtomicBoolean isOver) {
        new AuditRun(
                        new PacedPages(cluster),
                        () -> new ClusterAudit(auditor, cluster.world()),
                        () -> !isOver.get(),
                        failure -> {})
                .run();
    }
}
