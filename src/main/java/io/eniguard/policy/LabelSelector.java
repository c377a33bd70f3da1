package io.eniguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Kubernetes label selector. {@code matchLabels} is read as requirements with the operator {@code In}. Source: Kubernetes, "Labels and
 * Selectors".
 *
 * @param requirements the requirements, which must all hold
 */
public record LabelSelector(List<Requirement> requirements) {

    /** Selects every object. */
    public static final LabelSelector ANY = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** The relation between the value of a label and the values of a requirement. */
    public enum Operator {
        IN,
        /** Also holds if the label is absent. */
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /** @param values the values for {@code IN} and {@code NOT_IN}; empty for the other operators */
    public record Requirement(String key, Operator operator, Set<String> values) {

        public Requirement {
            values = Set.copyOf(values);
        }

        boolean holdsFor(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    boolean selects(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holdsFor(labels));
    }
}
