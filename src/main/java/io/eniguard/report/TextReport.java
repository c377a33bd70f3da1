package io.eniguard.report;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.AuditedObject;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.rules.Action;
import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import java.util.Map;

/** A line a finding, as compilers write them, so that editors find the place; then what it came to. */
public final class TextReport {

    private static final int LONGEST_VALUE = 81;

    private static final Map<Action, String> COLOUR =
            Map.of(Action.DENY, "\u001B[1;31m", Action.WARN, "\u001B[33m", Action.AUDIT, "\u001B[36m");

    private static final String PLAIN = "\u001B[0m";

    /** Whether words are coloured. */
    public enum Style {
        PLAIN,
        COLOURED
    }

    private final PrintWriter out;
    private final Style style;

    private TextReport(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    public static void write(AuditReport report, PrintWriter out, Style style) {
        TextReport text = new TextReport(out, style);
        report.results().forEach(text::result);
        out.println(summary(report.summary()));
    }

    private void result(AuditedObject reviewed) {
        String subject = "%s: %s: "
                .formatted(
                        PlainText.oneLine(reviewed.place().toString()),
                        PlainText.oneLine(reviewed.id().shown()));
        for (Judged judged : reviewed.verdict().findings()) {
            out.println(subject + coloured(judged.action()) + " " + judged.line());
        }
        for (Patch.Add add : reviewed.verdict().patch().operations()) {
            out.println(subject + "patch " + PlainText.oneLine(add.pointer()) + ": " + value(add.value()));
        }
    }

    private String coloured(Action action) {
        return style == Style.PLAIN ? action.word() : COLOUR.getOrDefault(action, PLAIN) + action.word() + PLAIN;
    }

    private static String value(Object value) {
        return PlainText.cut(PlainText.oneLine(String.valueOf(value)), LONGEST_VALUE);
    }

    private static String summary(AuditSummary counted) {
        String skipped = counted.skipped() == 0 ? "" : "; %d without rules skipped".formatted(counted.skipped());
        return (counted.objects() == 0 ? "nothing was reviewed" : counted.sentence()) + skipped;
    }
}
