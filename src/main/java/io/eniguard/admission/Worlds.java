package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Supplies the worlds that reviews use. */
public interface Worlds {

    /** Returns the current world without waiting. */
    World now();

    /**
     * Returns a world with additional facts if the request names an unknown resource that may have been created a moment ago. Called on an
     * event loop, so the method must return at once.
     *
     * @param within the longest time to wait; the stage always completes normally within this time
     * @return a stage with the world; empty if {@link #now} is sufficient, as for nearly all requests
     */
    Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within);
}
