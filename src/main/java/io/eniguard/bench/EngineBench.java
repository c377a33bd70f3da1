package io.eniguard.bench;

import io.eniguard.admission.AnswerWriter;
import io.eniguard.admission.MalformedReviewException;
import io.eniguard.admission.Question;
import io.eniguard.admission.ReviewReader;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.UnreadableInputException;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.world.Parameters;
import io.eniguard.world.World;
import jakarta.json.bind.JsonbBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.yasson.YassonJsonb;

/** The engine without a network: from the bytes of a review to the bytes of its answer, in this process, on one thread. */
final class EngineBench {
    private final YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
    private final ReviewReader reader = new ReviewReader(jsonb);
    private final AnswerWriter writer = new AnswerWriter(jsonb);
    private final Reviewer reviewer = new Reviewer();
    private final World world;
    private final Corpus corpus;

    EngineBench(Stage stage) throws UnreadableInputException {
        corpus = stage.corpus();
        world = new World(
                VpcFiles.read(stage.vpc(), Optional.empty(), warning -> {}),
                ManifestFiles.cluster(stage.cluster()),
                Parameters.DEFAULTS,
                Instant.now());
    }

    Table measure(Scale scale) throws MalformedReviewException {
        var table = new Table("Engine alone, one thread, from bytes to bytes", "REVIEW", "REVIEWS", "P50", "P99");
        for (Workload workload : Workload.values()) {
            List<Review> reviews = corpus.reviews(workload);
            InProcess.Engine<MalformedReviewException> engine =
                    workload == Workload.ENICONFIGS ? this::validate : this::mutate;
            InProcess.measure(reviews, engine, scale.engine());
            Measurement measurement = InProcess.measure(reviews, engine, scale.engine());
            table.row(
                    workload.title(),
                    Figures.perSecond(measurement),
                    Figures.micros(measurement.latency().p50()),
                    Figures.micros(measurement.latency().p99()));
        }
        return table;
    }

    private void validate(byte[] json) throws MalformedReviewException {
        Question question = reader.read(json);
        writer.validated(question.uid(), reviewer.validate(request(question), world), world);
    }

    private void mutate(byte[] json) throws MalformedReviewException {
        Question question = reader.read(json);
        writer.mutated(question.uid(), reviewer.mutate(request(question), world), world);
    }

    private static ReviewRequest request(Question question) {
        return question.request().orElseThrow();
    }
}
