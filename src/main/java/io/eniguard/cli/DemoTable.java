package io.eniguard.cli;

import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.StepVerdict;
import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints each step of the demo as a row of a table. The columns are the user and the action, the object, the verdict, and eniguard's
 * message or patch. The columns are wide enough for all steps of the script, but long object names are cut. On a narrow terminal, the
 * message appears below the row.
 */
final class DemoTable {

    private static final int GAP = 2;
    private static final int LONGEST_OBJECT = 38;
    private static final int LONGEST_LINE = 90;
    private static final int SHORTEST_LINE = 50;
    private static final int INDENT = 4;
    private static final int VERDICT = "VERDICT".length();

    private final PrintWriter out;
    private final Ansi ansi;
    private final int action;
    private final int object;
    private final boolean isNarrow;
    private final int margin;
    private final int lineLength;

    /** @param width the width of the terminal; if empty, a readable width is used */
    DemoTable(PrintWriter out, Ansi ansi, List<Step> steps, OptionalInt width) {
        this.out = out;
        this.ansi = ansi;
        action = widest(steps.stream().map(DemoTable::action));
        int widestObject = Math.min(LONGEST_OBJECT, widest(steps.stream().map(Step::object)));
        int before = action + widestObject + VERDICT + 3 * GAP;
        int columns = width.orElse(before + LONGEST_LINE);
        isNarrow = columns - before < SHORTEST_LINE;
        object = isNarrow ? Math.min(widestObject, columns - action - VERDICT - 2 * GAP) : widestObject;
        margin = isNarrow ? INDENT : before;
        lineLength = Math.min(LONGEST_LINE, columns - margin);
    }

    void header() {
        String header = cell("WHO", action) + cell("OBJECT", object) + "VERDICT";
        out.println(isNarrow ? header : header + " ".repeat(GAP) + "MESSAGE OR PATCH");
        out.flush();
    }

    void part(String title) {
        out.println();
        LineWidth.wrap(title, margin + lineLength).forEach(line -> out.println(ansi.string("@|bold " + line + "|@")));
        out.flush();
    }

    void row(Step step, StepOutcome outcome, Optional<String> difference) {
        List<String> lines = lines(step, outcome, difference);
        String verdict = coloured(outcome.verdict(), cell(outcome.verdict().word(), VERDICT));
        String start = cell(action(step), action) + cell(shortened(step.object()), object) + verdict;
        boolean isBeside = !isNarrow && !lines.isEmpty();
        out.println((isBeside ? start + lines.get(0) : start).stripTrailing());
        lines.stream().skip(isBeside ? 1 : 0).forEach(line -> out.println(" ".repeat(margin) + line));
        out.flush();
    }

    private List<String> lines(Step step, StepOutcome outcome, Optional<String> difference) {
        List<String> lines = new ArrayList<>();
        outcome.lines().forEach(line -> lines.addAll(wrapped(line)));
        outcome.patch().ifPresent(patch -> lines.addAll(wrapped(patch)));
        step.policy().flatMap(policy -> policy.remark(outcome)).ifPresent(remark -> lines.addAll(wrapped(remark)));
        difference.ifPresent(text -> lines.addAll(wrapped("NOT AS EXPECTED: " + text)));
        return lines;
    }

    /** Wraps the text, and begins a new line with the fix of a finding. */
    private List<String> wrapped(String text) {
        return Stream.of(text.split(" (?=Fix: )", -1))
                .flatMap(sentence -> LineWidth.wrap(sentence, lineLength).stream())
                .toList();
    }

    private String coloured(StepVerdict verdict, String text) {
        String style = switch (verdict) {
            case ALLOW -> "green";
            case WARN -> "yellow";
            case DENY -> "red";
            case ERROR -> "bold,red";
        };
        return ansi.string("@|" + style + " " + text + "|@");
    }

    private static String action(Step step) {
        return step.actor().word() + " " + step.write().verb();
    }

    private String shortened(String name) {
        return PlainText.cut(name, Math.max(1, object));
    }

    private static int widest(Stream<String> cells) {
        return cells.mapToInt(String::length).max().orElse(0);
    }

    private static String cell(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + GAP);
    }
}
