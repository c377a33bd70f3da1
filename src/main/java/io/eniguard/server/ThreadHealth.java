package io.eniguard.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Defines the liveness check. The check fails if an event loop hangs or if too many reviews hang, since only a restart helps then. */
@Singleton
class ThreadHealth {

    /**
     * The longest time that an event loop may be silent. A review, a TLS handshake and a garbage collection take far less time, even if CPU
     * time is scarce.
     */
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
