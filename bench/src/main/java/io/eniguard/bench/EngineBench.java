package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.world.World;
import java.util.List;

/** Measures the engine without a network, from the bytes of a review to the bytes of its answer, on one thread of this process. */
final class EngineBench {
    private final ReviewEngine reviews;
    private final Corpus corpus;

    EngineBench(Stage stage) throws UnreadableInputException {
        corpus = stage.corpus();
        World world = stage.world();
        reviews = new ReviewEngine(() -> world);
    }

    Table measure(Scale scale) throws MalformedReviewException {
        var table = new Table("Engine alone, one thread, from bytes to bytes", "REVIEW", "REVIEWS", "P50", "P99");
        for (Workload workload : Workload.values()) {
            List<Review> asked = corpus.reviews(workload);
            InProcess.Engine<MalformedReviewException> engine = reviews.of(workload);
            InProcess.measure(asked, engine, scale.engine());
            Measurement measurement = InProcess.measure(asked, engine, scale.engine());
            table.row(
                    workload.title(),
                    Figures.perSecond(measurement),
                    Figures.micros(measurement.latency().p50()),
                    Figures.micros(measurement.latency().p99()));
        }
        return table;
    }
}
