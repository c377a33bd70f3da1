package io.eniguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the width of the terminal, and wraps text to a width. */
final class LineWidth {

    /** The launcher sets this variable if stdout is a terminal. */
    private static final String VARIABLE = "COLUMNS";

    private static final int NARROWEST = 40;
    private static final int WIDEST = 1_000;

    private LineWidth() {}

    /** Returns the width in columns, from 40 to 1,000. Returns empty if the width is unknown, for example in a pipe. */
    static OptionalInt of(Map<String, String> environment) {
        String columns = environment.getOrDefault(VARIABLE, "");
        return columns.matches("[1-9][0-9]{0,8}")
                ? OptionalInt.of(Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns))))
                : OptionalInt.empty();
    }

    /** Returns lines of at most this width. Lines are broken between words. A word is only broken if it is wider than a line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line.delete(0, width);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
