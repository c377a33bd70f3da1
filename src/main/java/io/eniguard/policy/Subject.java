package io.eniguard.policy;

import java.util.Map;

/**
 * The facts about an object that policies select objects by.
 *
 * @param kind the Kubernetes kind. A kubelet configuration in a file counts as a {@code ConfigMap}.
 */
public record Subject(String kind, String name, Map<String, String> labels) {

    public Subject {
        labels = Map.copyOf(labels);
    }
}
