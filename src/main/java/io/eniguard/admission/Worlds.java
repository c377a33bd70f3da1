package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Supplies the world that a review is judged against. */
public interface Worlds {

    /** Returns the current world without waiting. */
    World now();

    /**
     * Returns a world with more facts if it is worth waiting for: if the request names something unknown that may have been created a
     * moment ago. Called on an event loop, so the method must return at once.
     *
     * @param within the longest time to wait; the stage completes normally within that time, whatever was found
     * @return a stage with the world; empty for nearly all requests, for which {@link #now} is sufficient
     */
    Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within);
}
