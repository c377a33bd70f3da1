package io.eniguard.bench;

import io.eniguard.admission.AnswerWriter;
import io.eniguard.admission.MalformedReviewException;
import io.eniguard.admission.Question;
import io.eniguard.admission.ReviewReader;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.world.World;
import jakarta.json.bind.JsonbBuilder;
import java.util.function.Supplier;
import org.eclipse.yasson.YassonJsonb;

/** Turns the bytes of a review into the bytes of its answer, as the server does, but without a network. */
final class ReviewEngine {

    private final YassonJsonb jsonb = (YassonJsonb) JsonbBuilder.create();
    private final ReviewReader reader = new ReviewReader(jsonb);
    private final AnswerWriter writer = new AnswerWriter(jsonb);
    private final Reviewer reviewer = new Reviewer();
    private final Supplier<World> worlds;

    /**
     * Creates an engine.
     *
     * @param worlds supplies the world for each review
     */
    ReviewEngine(Supplier<World> worlds) {
        this.worlds = worlds;
    }

    InProcess.Engine<MalformedReviewException> of(Workload workload) {
        return workload == Workload.ENICONFIGS ? this::validate : this::mutate;
    }

    private void validate(byte[] json) throws MalformedReviewException {
        World world = worlds.get();
        Question question = reader.read(json);
        writer.validated(question, reviewer.validate(request(question), world), world);
    }

    private void mutate(byte[] json) throws MalformedReviewException {
        World world = worlds.get();
        Question question = reader.read(json);
        writer.mutated(question, reviewer.mutate(request(question), world), world);
    }

    private static ReviewRequest request(Question question) {
        return question.request().orElseThrow();
    }
}
