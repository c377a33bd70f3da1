package io.eniguard.report;

import io.eniguard.policy.Action;
import io.eniguard.policy.Point;
import io.eniguard.review.Judged;
import io.eniguard.review.explain.PointFinding;
import io.eniguard.review.explain.Reason;
import io.eniguard.review.explain.Reasoning;
import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a chain of reasons as text for people, in lines of at most 100 columns. A longer word, such as a URL, gets a line of its own. */
public final class ReasoningText {

    private static final int WIDTH = 100;

    private ReasoningText() {}

    public static void write(Reasoning reasoning, PrintWriter out) {
        lines(reasoning).forEach(out::println);
    }

    private static List<String> lines(Reasoning reasoning) {
        List<String> lines = new ArrayList<>(wrapped(reasoning.answer(), "", ""));
        lines.add("");
        for (Reason reason : reasoning.reasons()) {
            String source = reason.source().map(" [%s]"::formatted).orElse("");
            String bullet = reason.topic().equals("candidate") ? "    " : "";
            lines.addAll(wrapped(reason.says() + source, bullet + "- ", bullet + "  "));
        }
        if (!reasoning.findings().isEmpty()) {
            lines.add("");
            lines.add("Findings:");
            reasoning.findings().forEach(finding -> lines.addAll(finding(finding)));
        } else if (hasFindings(reasoning)) {
            lines.add("");
            lines.add("There are no findings.");
        }
        return lines;
    }

    /** Returns whether the subject is an object, which rules judge. */
    private static boolean hasFindings(Reasoning reasoning) {
        return reasoning.kind().equals("Node") || reasoning.kind().equals("ENIConfig");
    }

    private static List<String> finding(PointFinding finding) {
        Judged judged = finding.judged();
        String decides = judged.consequence()
                .policy()
                .map(" (decided by the policy %s)"::formatted)
                .orElse("");
        String exempted = judged.consequence()
                .exempted()
                .map(exemption -> " (exempted by the policy %s until %s: %s)"
                        .formatted(exemption.policy(), exemption.until().text(), exemption.reason()))
                .orElse("");
        String points = finding.isSameEverywhere() ? "" : " (%s)".formatted(points(finding));
        return wrapped(judged.action().word() + " " + judged.line() + points + decides + exempted, "- ", "  ");
    }

    /** Returns the action at each point, such as {@code admission: warn, audit: none, check: deny}. */
    private static String points(PointFinding finding) {
        return Stream.of(Point.values())
                .map(point -> {
                    Action action = finding.actions().get(point);
                    return point.word() + ": " + (action == null ? "none" : action.word());
                })
                .collect(Collectors.joining(", "));
    }

    private static List<String> wrapped(String text, String first, String others) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean isEmpty = true;
        for (String word : PlainText.oneLine(text).split(" +", -1)) {
            if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(others);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
