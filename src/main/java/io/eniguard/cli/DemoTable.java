package io.eniguard.cli;

import io.eniguard.demo.script.Outcome;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * The steps of the demo as rows that appear one by one, so the columns are as wide as the steps to come need them: who does what, the object,
 * the verdict, and what eniguard says or writes, in as many lines as it takes.
 */
final class DemoTable {

    private static final int GAP = 2;
    private static final int LONGEST_OBJECT = 38;
    private static final int LONGEST_LINE = 90;
    private static final int VERDICT = "VERDICT".length();

    private final PrintWriter out;
    private final Ansi ansi;
    private final int action;
    private final int object;

    DemoTable(PrintWriter out, Ansi ansi, List<Step> steps) {
        this.out = out;
        this.ansi = ansi;
        action = widest(steps.stream().map(DemoTable::action));
        object = widest(steps.stream().map(DemoTable::object));
    }

    void header() {
        out.println(cell("WHO", action) + cell("OBJECT", object) + cell("VERDICT", VERDICT) + "MESSAGE OR PATCH");
        out.flush();
    }

    void part(String title) {
        out.println();
        out.println(ansi.string("@|bold " + title + "|@"));
        out.flush();
    }

    void row(Step step, Outcome outcome, Optional<String> difference) {
        List<String> lines = lines(outcome, difference);
        String verdict = cell(outcome.verdict().word(), VERDICT);
        String start = cell(action(step), action) + cell(object(step), object);
        String first = lines.isEmpty() ? "" : lines.get(0);
        out.println((start + coloured(outcome.verdict(), verdict) + first).stripTrailing());
        String margin = " ".repeat(action + object + VERDICT + 3 * GAP);
        lines.stream().skip(1).forEach(line -> out.println(margin + line));
        out.flush();
    }

    private static List<String> lines(Outcome outcome, Optional<String> difference) {
        List<String> lines = new ArrayList<>();
        outcome.lines().forEach(line -> lines.addAll(wrapped(line)));
        outcome.patch().ifPresent(patch -> lines.addAll(wrapped(patch)));
        difference.ifPresent(text -> lines.addAll(wrapped("NOT AS EXPECTED: " + text)));
        return lines;
    }

    /** A finding's fix begins a line of its own. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        for (String sentence : text.split(" (?=Fix: )", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : sentence.split(" ", -1)) {
                if (line.length() > 0 && line.length() + 1 + word.length() > LONGEST_LINE) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String coloured(Verdict verdict, String text) {
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

    private static String object(Step step) {
        String object = step.object();
        return object.length() <= LONGEST_OBJECT ? object : object.substring(0, LONGEST_OBJECT - 1) + "…";
    }

    private static int widest(Stream<String> cells) {
        return cells.mapToInt(String::length).max().orElse(0);
    }

    private static String cell(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + GAP);
    }
}
