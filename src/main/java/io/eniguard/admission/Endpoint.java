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

    /**
     * The endpoint at a path. The path must match to the letter: another spelling of it, such as {@code //validate} or
     * {@code /%76alidate}, is another path.
     */
    static Optional<Endpoint> at(String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }
}
