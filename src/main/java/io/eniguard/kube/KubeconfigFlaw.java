package io.eniguard.kube;

import java.util.Optional;

/**
 * The reason why a text is not a kubeconfig.
 *
 * @param line the line number; the first line is 1
 * @param limit the exceeded limit, such as {@code nested deeper than 100 levels}; empty if the line has another flaw
 */
record KubeconfigFlaw(int line, Optional<String> limit) {

    static Optional<KubeconfigFlaw> inLine(int line) {
        return Optional.of(new KubeconfigFlaw(line, Optional.empty()));
    }
}
