package io.eniguard.report;

import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.AuditedObject;
import io.eniguard.audit.SharedUnknown;
import io.eniguard.audit.SharedUnknowns;
import io.eniguard.audit.SkippedObject;
import io.eniguard.policy.Action;
import io.eniguard.policy.Exempted;
import io.eniguard.report.Style.Colour;
import io.eniguard.review.Judged;
import io.eniguard.text.Count;
import io.eniguard.text.PlainText;
import io.eniguard.tree.Place;
import java.io.PrintWriter;
import java.util.List;

/**
 * Writes one line for each finding and then a line with the counts. The lines for findings have the format of compiler messages, so that
 * editors can find the place.
 *
 * <p>If several objects have unknowns with the same reason, the reason is shown only once, after all other findings. The JSON report
 * contains a finding for each object.
 */
public final class TextReport {

    private static final int NAMED_RULES = 3;

    private final PrintWriter out;
    private final Style style;

    private TextReport(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    public static void write(CheckReport report, PrintWriter out, Style style) {
        TextReport text = new TextReport(out, style);
        SharedUnknowns shared = SharedUnknowns.in(report.audit());
        report.audit().results().forEach(audited -> text.result(audited, shared));
        shared.list().forEach(text::shared);
        if (report.listsSkipped()) {
            report.audit().skipped().forEach(text::skipped);
        }
        out.println(summary(report));
    }

    private void result(AuditedObject audited, SharedUnknowns shared) {
        String subject = subject(audited.place(), audited.id().shown());
        for (Judged judged : audited.verdict().findings()) {
            if (!shared.cover(judged)) {
                out.println(subject + coloured(judged.action()) + " " + judged.line()
                        + judged.consequence()
                                .exempted()
                                .map(TextReport::exempted)
                                .orElse(""));
            }
        }
        ShownPatch.phrases(audited.verdict().patch()).forEach(phrase -> out.println(subject + phrase));
    }

    private static String exempted(Exempted exempted) {
        return PlainText.oneLine(" (exempted by policy %s until %s: %s; owner %s)"
                .formatted(exempted.policy(), exempted.until().text(), exempted.reason(), exempted.owner()));
    }

    private void shared(SharedUnknown unknown) {
        AuditedObject first = unknown.objects().get(0);
        int others = unknown.objects().size() - 1;
        out.println("%s%s [%s] unknown: %s. Fix: %s"
                .formatted(
                        subject(
                                first.place(),
                                "%s and %d more %s"
                                        .formatted(first.id().shown(), others, Count.noun(others, "object"))),
                        coloured(unknown.action()),
                        rules(unknown.rules()),
                        PlainText.oneLine(unknown.reason()),
                        PlainText.oneLine(unknown.fix())));
    }

    private static String rules(List<String> rules) {
        List<String> first = rules.subList(0, Math.min(NAMED_RULES, rules.size()));
        int others = rules.size() - first.size();
        return String.join(", ", first) + (others == 0 ? "" : " and %d more".formatted(others));
    }

    private void skipped(SkippedObject skipped) {
        String apiVersion = skipped.id().apiVersion();
        out.println(subject(skipped.place(), skipped.id().shown())
                + "skipped: there are no rules for this kind (%s)"
                        .formatted(apiVersion.isEmpty() ? "no apiVersion" : PlainText.oneLine(apiVersion)));
    }

    private static String subject(Place place, String name) {
        return "%s: %s: ".formatted(PlainText.oneLine(place.toString()), PlainText.oneLine(name));
    }

    private String coloured(Action action) {
        return style.paint(
                action.word(),
                switch (action) {
                    case DENY -> Colour.BOLD_RED;
                    case WARN -> Colour.YELLOW;
                    case AUDIT, OFF -> Colour.CYAN;
                });
    }

    private static String summary(CheckReport report) {
        AuditSummary counted = report.audit().summary();
        return (counted.objects() == 0 ? "nothing was reviewed" : counted.sentence())
                + part(
                        counted.skipped(),
                        counted.skipped() + " skipped: "
                                + SkippedKinds.of(report.audit().skipped()))
                + part(report.remarks().size(), Count.of(report.remarks().size(), "warning") + " about the input")
                + part(report.unreadableFiles(), Count.of(report.unreadableFiles(), "file") + " could not be read");
    }

    private static String part(int number, String words) {
        return number == 0 ? "" : "; " + words;
    }
}
