package io.eniguard.cli;

import java.nio.file.Path;

/** The source of the facts about a VPC or a cluster. */
sealed interface FactSource {

    /**
     * A source that is read over the network: EC2 or an API server.
     *
     * @param name the name of the source as users type it
     */
    record Live(String name) implements FactSource {}

    /** A file or a folder. Users type {@code ./kube} for a file with the name of a live source. */
    record Files(Path path) implements FactSource {}
}
