package io.eniguard.admission;

import java.util.Optional;
import java.util.stream.Stream;

/** The two webhooks, each with the path that API servers call. */
enum Endpoint {
    VALIDATE("/validate"),
    MUTATE("/mutate");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** Returns the endpoint at a path. The path must match exactly, so {@code //validate} and {@code /%76alidate} are not accepted. */
    static Optional<Endpoint> at(String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }
}
