package io.eniguard.cluster;

import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the flag {@code --node-labels} of the kubelet in a shell script, in the flags of a NodeConfig, or in a list of arguments. */
final class NodeLabelFlags {

    // The labels follow the flag in the same word, in the next word, or in the next entry of a list in YAML or JSON.
    private static final Pattern FLAG = Pattern.compile("--node-labels\\\\?[\"']?[=,\\s]\\s*+(?:- )?");
    private static final Pattern COMMENT = Pattern.compile("(?m)(?<![^\\s])#.*+$");

    // A quote ends the last argument of a list, or the argument before the next one, as in ["--node-labels=a=b", "-v"].
    private static final Pattern END_OF_ENTRY = Pattern.compile("\\s*+(?:,\\s*+[\"']|[\\]}])");

    private static final String END_OF_WORD = ";&|)";

    private NodeLabelFlags() {}

    /** @param labels receives the key and the value of each label. A value can be a variable of the shell, such as {@code $ZONE} */
    static void read(String text, BiConsumer<String, String> labels) {
        String code = COMMENT.matcher(text).replaceAll("");
        Matcher flag = FLAG.matcher(code);
        int end = 0;
        // The search continues after the labels, because a word can contain the flag any number of times.
        while (flag.find(end)) {
            StringBuilder word = new StringBuilder();
            end = word(code, flag.end(), word);
            for (String label : word.toString().split(",", -1)) {
                int equals = label.indexOf('=');
                if (equals > 0) {
                    labels.accept(label.substring(0, equals), label.substring(equals + 1));
                }
            }
        }
    }

    /**
     * Reads the word that starts at the index, and returns the index of its end. Quotes and backslashes within the word are dropped, as the
     * shell does.
     */
    private static int word(String code, int start, StringBuilder word) {
        int at = start;
        for (; at < code.length(); at++) {
            char character = code.charAt(at);
            if (character == '"' || character == '\'') {
                if (END_OF_ENTRY.matcher(code).region(at + 1, code.length()).lookingAt()) {
                    break;
                }
            } else if (Character.isWhitespace(character) || END_OF_WORD.indexOf(character) >= 0) {
                break;
            } else if (character != '\\') {
                word.append(character);
            }
        }
        return at;
    }
}
