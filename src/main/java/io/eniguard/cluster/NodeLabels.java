package io.eniguard.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The labels that a configuration gives to the nodes that use it. A script can have branches, so a label can have several values.
 *
 * @param field the path of the labels, in the form that messages use
 * @param values the possible values of each label, in their order
 */
public record NodeLabels(String field, Map<String, Set<String>> values) {

    // The characters of placeholders in scripts and templates, such as ${ZONE}, {{zone}} and <zone>.
    private static final String PLACEHOLDER = "$`{}<>%*";

    private static final int MOST_VALUES = 100;

    public NodeLabels {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads the labels from the user data of an instance or from a part of it. The labels are in the flag {@code --node-labels} of the
     * kubelet or in the table {@code settings.kubernetes.node-labels} of Bottlerocket. Comments and values with placeholders are skipped.
     */
    public static NodeLabels in(String text, String field) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        if (text.contains("node-labels")) {
            BiConsumer<String, String> labels = (key, value) -> add(found, key, value);
            NodeLabelFlags.read(text, labels);
            BottlerocketLabels.read(text, labels);
        }
        return new NodeLabels(field, found);
    }

    private static void add(Map<String, Set<String>> found, String key, String value) {
        if (value.chars().noneMatch(character -> PLACEHOLDER.indexOf(character) >= 0)) {
            Set<String> values = found.computeIfAbsent(key, name -> new LinkedHashSet<>());
            if (values.size() < MOST_VALUES) {
                values.add(value);
            }
        }
    }
}
