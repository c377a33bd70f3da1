package io.eniguard.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The liveness check. It fails if only a restart helps: an event loop hangs, or hanging reviews hold all threads. */
@Singleton
class ThreadHealth {

    /** Far longer than a review, a TLS handshake or a garbage collection takes, even on a machine that is short of CPU. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    @Produces
    @Liveness
    @Singleton
    HealthCheck threads(EventLoops loops, WebhookServer server) {
        return () -> {
            Duration silence = loops.longestSilence();
            return HealthCheckResponse.named("threads")
                    .withData("eventLoops", loops.number())
                    .withData("longestSilenceMillis", silence.toMillis())
                    .withData("stuckReviews", server.stuckReviews())
                    .status(silence.compareTo(LONGEST_SILENCE) < 0 && !server.isStuck())
                    .build();
        };
    }
}
