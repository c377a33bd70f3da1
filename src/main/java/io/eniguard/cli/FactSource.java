package io.eniguard.cli;

import java.nio.file.Path;

/** Where the facts of a VPC or of a cluster come from. */
sealed interface FactSource {

    /**
     * Read over the network: EC2, or an API server.
     *
     * @param name as it is typed
     */
    record Live(String name) implements FactSource {}

    /** A file or a folder. One that is called like a live source is named with its folder, as in {@code ./kube}. */
    record Files(Path path) implements FactSource {}
}
