package io.eniguard.admission;

import io.eniguard.review.ReviewRequest;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What reviews may know. */
public interface Worlds {

    /** The world as of now, at once. */
    World now();

    /**
     * A world that knows more, where it is worth waiting for: the request names something that is not known and may exist since a
     * moment ago. Called on an event loop, so this itself waits for nothing.
     *
     * @param within how long the answer may be kept waiting; the stage completes by then, normally, whatever was found
     * @return empty for nearly all requests: {@link #now} is as good
     */
    Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within);
}
