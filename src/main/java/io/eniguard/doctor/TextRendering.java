package io.eniguard.doctor;

import java.io.PrintWriter;
import java.util.Map;

/** Writes one line for each subject, its fix below it, and a last line with the totals. */
public final class TextRendering {

    private static final Map<State, String> COLOUR = Map.of(
            State.OK, "\u001B[32m",
            State.WARNING, "\u001B[33m",
            State.PROBLEM, "\u001B[1;31m",
            State.UNKNOWN, "\u001B[36m");

    private static final String PLAIN = "\u001B[0m";

    private static final int STATE_WIDTH = "problem".length();

    /** Whether states are coloured. */
    public enum Style {
        PLAIN,
        COLOURED
    }

    private TextRendering() {}

    public static void write(DoctorReport report, PrintWriter out, Style style) {
        int width = report.results().stream()
                .mapToInt(result -> result.subject().length())
                .max()
                .orElse(0);
        for (Result result : report.results()) {
            out.println("%s  %s  %s"
                    .formatted(state(result.state(), style), padded(result.subject(), width), result.message()));
            result.fix().ifPresent(fix -> out.println(" ".repeat(STATE_WIDTH + 2 + width + 2) + "Fix: " + fix));
        }
        out.println("%d subjects: %d fine, %d with problems, %d with warnings, %d unknown"
                .formatted(
                        report.results().size(),
                        report.count(State.OK),
                        report.count(State.PROBLEM),
                        report.count(State.WARNING),
                        report.count(State.UNKNOWN)));
    }

    private static String state(State state, Style style) {
        String word = padded(state.word(), STATE_WIDTH);
        return style == Style.PLAIN ? word : COLOUR.getOrDefault(state, PLAIN) + word + PLAIN;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
