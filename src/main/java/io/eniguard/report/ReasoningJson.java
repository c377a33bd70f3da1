package io.eniguard.report;

import io.eniguard.json.TreeWriter;
import io.eniguard.policy.Action;
import io.eniguard.policy.Point;
import io.eniguard.review.explain.PointFinding;
import io.eniguard.review.explain.Reason;
import io.eniguard.review.explain.Reasoning;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chain of reasons as a JSON document of the kind {@code Explanation} in {@code eniguard.io/v1alpha1}. Other programs rely on the
 * fields of the document, which {@code docs/explain.md} describes. The fields have a fixed order.
 */
public final class ReasoningJson {

    private ReasoningJson() {}

    /** Writes one document and does not close the writer. */
    public static void write(Reasoning reasoning, Writer out) throws IOException {
        Map<String, @Nullable Object> subject = new LinkedHashMap<>();
        subject.put("kind", reasoning.kind());
        subject.put("name", reasoning.name());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "eniguard.io/v1alpha1");
        document.put("kind", "Explanation");
        document.put("subject", subject);
        document.put("answer", reasoning.answer());
        document.put(
                "reasons",
                reasoning.reasons().stream().map(ReasoningJson::reason).toList());
        document.put(
                "findings",
                reasoning.findings().stream().map(ReasoningJson::finding).toList());
        TreeWriter.write(document, out);
    }

    private static Map<String, @Nullable Object> reason(Reason reason) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("topic", reason.topic());
        entry.put("says", reason.says());
        entry.put("source", reason.source().orElse(null));
        entry.put("values", reason.values());
        return entry;
    }

    /** Returns the entry of {@code check} for the finding, and the action at each point; null if there is no such finding at the point. */
    private static Map<String, @Nullable Object> finding(PointFinding finding) {
        Map<String, @Nullable Object> actions = new LinkedHashMap<>();
        for (Point point : Point.values()) {
            Action action = finding.actions().get(point);
            actions.put(point.word(), action == null ? null : action.word());
        }
        Map<String, @Nullable Object> entry = new LinkedHashMap<>(JsonReport.finding(finding.judged()));
        if (!entry.containsKey("policy")) {
            entry.put("policy", null);
        }
        entry.put("actions", actions);
        return entry;
    }
}
