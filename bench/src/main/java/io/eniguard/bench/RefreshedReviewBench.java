package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import java.util.ArrayList;
import java.util.List;

/** Measures reviews while a large VPC is read repeatedly. */
final class RefreshedReviewBench {

    private static final int PER_SECOND = 200;

    private final LargeVpcReader vpc;
    private final Corpus corpus;
    private final Scale scale;
    private final ReviewEngine engine;

    RefreshedReviewBench(LargeVpcReader vpc, Corpus corpus, Scale scale) {
        this.vpc = vpc;
        this.corpus = corpus;
        this.scale = scale;
        this.engine = new ReviewEngine(vpc::world);
    }

    private interface Round {
        Measurement run(List<Review> reviews, InProcess.Engine<MalformedReviewException> engine)
                throws MalformedReviewException;
    }

    Table table() throws MalformedReviewException {
        Table table = new Table(
                "Reviews on one thread while this VPC is read without pauses",
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
        table.note("medians of %d rounds; a server waits a minute between two reads of the VPC"
                .formatted(scale.wire().count()));
        return table;
    }

    private void row(Table table, Workload workload, String pace, Round round) throws MalformedReviewException {
        List<Review> reviews = corpus.reviews(workload);
        List<Measurement> without = new ArrayList<>();
        List<Measurement> meanwhile = new ArrayList<>();
        for (int i = 0; i < scale.wire().count(); i++) {
            without.add(round.run(reviews, engine.of(workload)));
            meanwhile.add(vpc.whileReading(() -> round.run(reviews, engine.of(workload))));
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
}
