package io.eniguard.review;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Subjects;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.Optional;

/**
 * The use of the annotation {@value #ANNOTATION}, which turns the denials of one request into warnings.
 *
 * @param policy the name of the policy that lets the requester do this
 * @param reason the value of the annotation, on one line
 */
public record BreakGlass(String policy, String reason) {

    /** The key of the annotation. Its value is the reason. */
    public static final String ANNOTATION = "eniguard.io/break-glass";

    private static final int LONGEST_REASON = 200;

    /**
     * Returns the permission to break glass; empty if the annotation is absent or blank, or if the requester belongs to none of the
     * break-glass groups of the policies that select the object.
     */
    static Optional<BreakGlass> in(ReviewRequest request, Subjects subjects, World world) {
        if (world.policies().isEmpty() || request.operation() == Operation.EXISTS) {
            return Optional.empty();
        }
        return request.subject()
                .text("metadata", "annotations", ANNOTATION)
                .map(PlainText::oneLine)
                .filter(reason -> !reason.isBlank())
                .flatMap(reason -> world.policies()
                        .breakGlass(subjects, request.requester().groups())
                        .map(policy -> new BreakGlass(policy, PlainText.cut(reason, LONGEST_REASON))));
    }
}
