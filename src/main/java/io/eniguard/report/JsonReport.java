package io.eniguard.report;

import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.AuditedObject;
import io.eniguard.cluster.ObjectId;
import io.eniguard.input.InputProblem;
import io.eniguard.json.TreeWriter;
import io.eniguard.policy.Exempted;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.tree.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as a JSON document of the kind {@code CheckReport} in {@code eniguard.io/v1alpha1}. Other programs rely on the fields of
 * the document. The fields have a fixed order.
 */
public final class JsonReport {

    private static final String API_VERSION = "eniguard.io/v1alpha1";
    private static final String KIND = "CheckReport";

    private JsonReport() {}

    /** Writes one document and does not close the writer. */
    public static void write(CheckReport report, Writer out) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", API_VERSION);
        document.put("kind", KIND);
        document.put("summary", summary(report.audit().summary()));
        document.put(
                "results",
                report.audit().results().stream().map(JsonReport::result).toList());
        putUnlessEmpty(document, "skipped", skipped(report));
        putUnlessEmpty(
                document,
                "warnings",
                report.remarks().stream()
                        .map(remark ->
                                message(remark.place().file(), remark.place().line(), remark.message()))
                        .toList());
        putUnlessEmpty(
                document,
                "errors",
                report.errors().stream()
                        .map(error -> message(error.file(), error.line(), error.reason()))
                        .toList());
        TreeWriter.write(document, out);
    }

    /**
     * Adds an optional list only if it has members. A document without optional lists therefore has the same fields as in the first version
     * of the format.
     */
    private static void putUnlessEmpty(Map<String, Object> document, String key, List<?> members) {
        if (!members.isEmpty()) {
            document.put(key, members);
        }
    }

    private static List<?> skipped(CheckReport report) {
        return report.listsSkipped()
                ? report.audit().skipped().stream()
                        .map(skipped -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("object", object(skipped.id()));
                            entry.put("source", source(skipped.place()));
                            return entry;
                        })
                        .toList()
                : List.of();
    }

    /**
     * Returns the entry for a problem or a remark.
     *
     * @param line the line; {@link InputProblem#NO_LINE} becomes null
     */
    private static Map<String, @Nullable Object> message(String file, int line, String message) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("file", file);
        entry.put("line", line == InputProblem.NO_LINE ? null : line);
        entry.put("message", message);
        return entry;
    }

    private static Map<String, Object> summary(AuditSummary counted) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("objects", counted.objects());
        summary.put("skipped", counted.skipped());
        summary.put("deny", counted.denied());
        summary.put("warn", counted.warned());
        summary.put("unknown", counted.unknown());
        summary.put("exempted", counted.exempted());
        return summary;
    }

    private static Map<String, Object> result(AuditedObject reviewed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("object", object(reviewed.id()));
        result.put("source", source(reviewed.place()));
        result.put("verdict", reviewed.verdict().decision().name().toLowerCase(Locale.ROOT));
        result.put(
                "findings",
                reviewed.verdict().findings().stream().map(JsonReport::finding).toList());
        result.put(
                "patch",
                reviewed.verdict().patch().operations().stream()
                        .map(JsonReport::operation)
                        .toList());
        return result;
    }

    private static Map<String, Object> source(Place place) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("file", place.file());
        source.put("line", place.line());
        return source;
    }

    private static Map<String, Object> object(ObjectId id) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", id.apiVersion());
        object.put("kind", id.kind());
        object.put("namespace", id.namespace());
        object.put("name", id.name());
        return object;
    }

    /** Returns the entry for a finding, which other reports in JSON contain in the same form. */
    static Map<String, Object> finding(Judged judged) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("rule", judged.rule());
        finding.put("action", judged.action().word());
        finding.put("outcome", judged.finding().outcome());
        finding.put("field", judged.finding().field());
        finding.put("message", judged.finding().message());
        finding.put("fix", judged.finding().fix());
        judged.consequence().policy().ifPresent(policy -> finding.put("policy", policy));
        judged.consequence().exempted().ifPresent(exempted -> finding.put("exempted", exempted(exempted)));
        return finding;
    }

    private static Map<String, Object> exempted(Exempted exempted) {
        Map<String, Object> exemption = new LinkedHashMap<>();
        exemption.put("policy", exempted.policy());
        exemption.put("reason", exempted.reason());
        exemption.put("owner", exempted.owner());
        exemption.put("until", exempted.until().text());
        return exemption;
    }

    private static Map<String, Object> operation(Patch.Add add) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", "add");
        operation.put("path", add.pointer());
        operation.put("value", add.value());
        return operation;
    }
}
