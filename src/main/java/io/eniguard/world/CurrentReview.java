package io.eniguard.world;

import io.eniguard.policy.SharedBudget;
import io.eniguard.policy.Subjects;
import java.util.Optional;

/**
 * The review in which a world is used.
 *
 * @param subjects the object under review, which decides which entries of policies apply; empty outside of reviews
 * @param budget the steps that custom rules can still take
 */
public record CurrentReview(Optional<Subjects> subjects, SharedBudget budget) {

    /** Returns a review with the whole budget. */
    static CurrentReview create() {
        return new CurrentReview(Optional.empty(), new SharedBudget());
    }

    CurrentReview of(Subjects others) {
        return new CurrentReview(Optional.of(others), budget);
    }
}
