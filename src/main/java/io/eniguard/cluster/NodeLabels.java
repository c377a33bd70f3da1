package io.eniguard.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels that a configuration gives to the nodes that use it. A script can have branches, so a label can have several values.
 *
 * @param field the path of the labels, in the form that messages use
 * @param values the possible values of each label, in their order
 */
public record NodeLabels(String field, Map<String, Set<String>> values) {

    // The flag of the kubelet, in a shell script, in the flags of a NodeConfig, or in a list of arguments.
    private static final Pattern FLAG =
            Pattern.compile("--node-labels[\"']?[=,\\s]\\s*+(?:- )?[\"']?([^\\s\"'\\\\]++)");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^[ \\t]*+#.*+$");

    // The table of a Bottlerocket configuration, with one label per line: bottlerocket.dev,
    // settings.kubernetes.node-labels.
    private static final String TABLE = "[settings.kubernetes.node-labels]";
    private static final Pattern LINE = Pattern.compile("[\"']?([^\"'=\\s]++)[\"']?\\s*+=\\s*+[\"']([^\"']*+)[\"'].*+");

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
            String code = COMMENT_LINE.matcher(text).replaceAll("");
            Matcher flag = FLAG.matcher(code);
            while (flag.find()) {
                for (String label : flag.group(1).split(",", -1)) {
                    int equals = label.indexOf('=');
                    if (equals > 0) {
                        add(found, label.substring(0, equals), label.substring(equals + 1));
                    }
                }
            }
            addTable(found, code);
        }
        return new NodeLabels(field, found);
    }

    private static void addTable(Map<String, Set<String>> found, String text) {
        boolean isInTable = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String start = line.strip();
            if (start.startsWith("[")) {
                isInTable = start.replaceAll("[\\s\"']", "").startsWith(TABLE);
            } else if (isInTable) {
                Matcher label = LINE.matcher(start);
                if (label.matches()) {
                    add(found, label.group(1), label.group(2));
                }
            }
        }
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
