package io.eniguard.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the labels of nodes in a configuration of Bottlerocket, which is TOML: bottlerocket.dev, {@code settings.kubernetes.node-labels}.
 * The labels can be a table with one label per line, dotted keys, or an inline table in one line. Other lines are skipped.
 */
final class BottlerocketLabels {

    private static final List<String> TABLE = List.of("settings", "kubernetes", "node-labels");

    /** The length of the longest path: the key of a label has at most 253 + 1 + 63 characters. */
    private static final int LONGEST_PATH = String.join(".", TABLE).length() + 1 + 317;

    /** A table that cannot contain labels. */
    private static final List<String> OTHER = List.of("");

    private static final Pattern KEY = Pattern.compile("\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'.=,#\\[\\]{}]++))");
    private static final Pattern VALUE = Pattern.compile("\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");

    private final BiConsumer<String, String> labels;
    private String line = "";
    private int at;

    private BottlerocketLabels(BiConsumer<String, String> labels) {
        this.labels = labels;
    }

    /** @param labels receives the key and the value of each label */
    static void read(String text, BiConsumer<String, String> labels) {
        BottlerocketLabels reader = new BottlerocketLabels(labels);
        List<String> table = List.of();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            reader.line = line.strip();
            reader.at = 0;
            if (reader.skip('[')) {
                table = reader.path();
                if (table.isEmpty()) {
                    table = OTHER;
                }
            } else {
                reader.pair(table);
            }
        }
    }

    /** Reads a key with its value. Returns whether the value is complete. Another pair can then follow in an inline table. */
    private boolean pair(List<String> table) {
        List<String> path = new ArrayList<>(table);
        path.addAll(path());
        if (path.size() == table.size() || !mayContainLabels(path) || !skip('=')) {
            return false;
        } else if (path.size() <= TABLE.size() && skip('{')) {
            boolean hasMore = true;
            while (hasMore) {
                hasMore = pair(path) && skip(',');
            }
            return skip('}');
        }
        Matcher value = VALUE.matcher(line).region(at, line.length());
        if (!value.lookingAt()) {
            return false;
        }
        at = value.end();
        if (path.size() > TABLE.size()) {
            labels.accept(String.join(".", path.subList(TABLE.size(), path.size())), text(value));
        }
        return true;
    }

    private static boolean mayContainLabels(List<String> path) {
        int common = Math.min(path.size(), TABLE.size());
        return path.subList(0, common).equals(TABLE.subList(0, common));
    }

    /**
     * Reads a key, which can have several parts: {@code node-labels."example.com/team"}. The result is empty if there is no key, or if the
     * key is too long for a label. A long name of a table would otherwise become part of the key in each line of the table.
     */
    private List<String> path() {
        List<String> parts = new ArrayList<>();
        int length = 0;
        do {
            Matcher part = KEY.matcher(line).region(at, line.length());
            if (!part.lookingAt()) {
                return List.of();
            }
            at = part.end();
            parts.add(text(part));
            length += text(part).length() + 1;
            if (length > LONGEST_PATH + 1) {
                return List.of();
            }
        } while (skip('.'));
        return parts;
    }

    /** Skips blanks and then the character, if it is present. Returns whether the character was present. */
    private boolean skip(char character) {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        boolean isNext = at < line.length() && line.charAt(at) == character;
        if (isNext) {
            at++;
        }
        return isNext;
    }

    private static String text(Matcher match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }
}
