package io.eniguard.bench;

/** Asks a server whether it is there. */
public interface Probe {
    /** Whether the server answers with status 200 now. One that isn't there yet costs a refused connection. */
    boolean isAnswered();

    /** A review over a new TLS connection. */
    static Probe review(ServerAddress endpoint, Review review) {
        return new ReviewProbe(endpoint, review);
    }

    /** Readiness, on the port for health and metrics. */
    static Probe readiness(ServerAddress management) {
        return new ReadinessProbe(management);
    }
}
