package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The environment variables of the container {@code aws-node}. This class interprets the values as the CNI does.
 *
 * @param values the values of the variables by name; an empty text for a value that is a reference
 * @param references the names of the variables whose value is in another object, such as a ConfigMap
 * @param hasImports whether the container takes all variables of another object ({@code envFrom}). A variable that is absent from {@code
 *     values} can then still have a value
 */
public record CniEnvironment(Map<String, String> values, Set<String> references, boolean hasImports) {

    private static final Pattern NUMBER = Pattern.compile("[+]?[0-9]{1,9}");

    public CniEnvironment {
        values = Map.copyOf(values);
        references = Set.copyOf(references);
    }

    static CniEnvironment of(Map<String, String> values) {
        return new CniEnvironment(values, Set.of(), false);
    }

    /** Reads the variables of containers. If several entries have the same name, the last entry counts. */
    static CniEnvironment in(List<Tree> containers) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> references = new HashSet<>();
        for (Tree container : containers) {
            for (Tree entry : container.trees("env")) {
                String name = entry.text("name").orElse("");
                values.put(name, entry.text("value").orElse(""));
                references.remove(name);
                if (entry.value("valueFrom").isPresent()) {
                    references.add(name);
                }
            }
        }
        values.remove("");
        boolean hasImports = containers.stream()
                .anyMatch(container -> !container.list("envFrom").isEmpty());
        return new CniEnvironment(values, references, hasImports);
    }

    /** Returns whether the value of the variable is in another object, so that it is unknown. */
    public boolean isUnknown(String variable) {
        return references.contains(variable) || (hasImports && !isSet(variable));
    }

    public boolean isSet(String variable) {
        return values.containsKey(variable);
    }

    /** Returns the value; an empty text if the variable is absent or unknown. */
    public String value(String variable) {
        return values.getOrDefault(variable, "");
    }

    Optional<String> text(String variable) {
        return Optional.of(value(variable)).filter(value -> !value.isEmpty());
    }

    /** Returns the value of a switch; empty if it is absent or the CNI cannot read it. */
    Optional<Boolean> flag(String variable) {
        return GoBoolean.parse(value(variable));
    }

    /**
     * Returns the value of a variable that is a number of 0 or more, such as {@code WARM_IP_TARGET}; empty if it is absent or not a number
     * of 0 or more.
     */
    public OptionalInt number(String variable) {
        String text = value(variable);
        return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** Returns the same environment, except that one variable has its value from the other environment. */
    public CniEnvironment with(String variable, CniEnvironment other) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        Set<String> unread = new HashSet<>(references);
        merged.remove(variable);
        unread.remove(variable);
        if (other.isSet(variable)) {
            merged.put(variable, other.value(variable));
        }
        if (other.references.contains(variable)) {
            unread.add(variable);
        }
        return new CniEnvironment(merged, unread, hasImports);
    }
}
