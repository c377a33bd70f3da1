package io.eniguard.doctor;

import io.eniguard.report.Style;
import io.eniguard.report.Style.Colour;
import java.io.PrintWriter;

/** Writes one line for each subject, its fix on the next line, and the totals on the last line. */
public final class TextRendering {

    private static final int STATE_WIDTH = "problem".length();

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
        return style.paint(
                word,
                switch (state) {
                    case OK -> Colour.GREEN;
                    case WARNING -> Colour.YELLOW;
                    case PROBLEM -> Colour.BOLD_RED;
                    case UNKNOWN -> Colour.CYAN;
                });
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
