package io.eniguard.admission;

import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.world.World;
import java.util.Set;
import org.eclipse.yasson.YassonJsonb;

/** Reads reviews and answers them on the calling thread. Safe for use by several threads. */
final class Judge {

    private static final String OTHER = "other";

    /**
     * The kinds whose reviews always take little time. {@value #OTHER} stands for all kinds without rules. Objects of the remaining kinds
     * can contain nested documents, or lists that are compared with every instance type.
     */
    private static final Set<String> LIGHT = Set.of(ReviewedKind.ENI_CONFIG.kind(), ReviewedKind.NODE.kind(), OTHER);

    private final Reviewer reviewer;
    private final ReviewObserver observer;
    private final ReviewReader reader;
    private final AnswerWriter writer;

    /** @param observer an observer that throws no exceptions, since an exception would prevent the answer */
    Judge(YassonJsonb jsonb, Reviewer reviewer, ReviewObserver observer) {
        this.reviewer = reviewer;
        this.observer = observer;
        this.reader = new ReviewReader(jsonb);
        this.writer = new AnswerWriter(jsonb);
    }

    /** Loads the classes that a review needs. */
    void rehearse() {
        Rehearsal.run(reader, reviewer, writer);
    }

    /** @throws MalformedReviewException if the body is not an AdmissionReview that an API server could have sent */
    Question read(byte[] body) throws MalformedReviewException {
        return reader.read(body);
    }

    /** Returns whether the review must run on a worker, even if its body is small. */
    boolean isHeavy(Question question) {
        return !LIGHT.contains(kind(question));
    }

    /** Judges the request, reports the review to the observer, and returns the answer. */
    ReviewResult answer(Question question, World world, Exchange exchange) {
        Verdict verdict = question.request()
                .map(request -> verdict(request, world, exchange.endpoint()))
                .orElse(Verdict.PASS);
        byte[] answer = switch (exchange.endpoint()) {
            case VALIDATE -> writer.validated(question, verdict, world);
            case MUTATE -> writer.mutated(question, verdict, world);
        };
        observer.reviewed(question, kind(question), verdict, exchange.spent());
        return ReviewResult.of(answer);
    }

    private Verdict verdict(ReviewRequest request, World world, Endpoint endpoint) {
        return switch (endpoint) {
            case VALIDATE -> reviewer.validate(request, world);
            case MUTATE -> reviewer.mutate(request, world);
        };
    }

    private String kind(Question question) {
        return question.request()
                .map(ReviewRequest::id)
                .flatMap((ObjectId id) -> reviewer.kindOf(id))
                .orElse(OTHER);
    }
}
