package io.eniguard.bench;

/** Checks whether a server answers. */
public interface Probe {
    /** Returns whether the server answers with status 200 now. If it does not listen yet, the connection is refused. */
    boolean isAnswered();

    /** A probe that sends a review over a new TLS connection. */
    static Probe review(ServerAddress endpoint, Review review) {
        return new ReviewProbe(endpoint, review);
    }

    /** A probe for readiness, on the port for health and metrics. */
    static Probe readiness(ServerAddress management) {
        return new ReadinessProbe(management);
    }
}
