package io.eniguard.report;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditSummary;
import io.eniguard.audit.AuditedObject;
import io.eniguard.cluster.ObjectId;
import io.eniguard.json.TreeWriter;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A {@code CheckReport} of {@code eniguard.io/v1alpha1}. Other programs rely on its fields, which are in a fixed order. */
public final class JsonReport {

    private static final String API_VERSION = "eniguard.io/v1alpha1";
    private static final String KIND = "CheckReport";

    private JsonReport() {}

    /** Writes one document, and leaves the writer open. */
    public static void write(AuditReport report, Writer out) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", API_VERSION);
        document.put("kind", KIND);
        document.put("summary", summary(report.summary()));
        document.put(
                "results", report.results().stream().map(JsonReport::result).toList());
        TreeWriter.write(document, out);
    }

    private static Map<String, Object> summary(AuditSummary counted) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("objects", counted.objects());
        summary.put("skipped", counted.skipped());
        summary.put("deny", counted.denied());
        summary.put("warn", counted.warned());
        summary.put("unknown", counted.unknown());
        return summary;
    }

    private static Map<String, Object> result(AuditedObject reviewed) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("file", reviewed.place().file());
        source.put("line", reviewed.place().line());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("object", object(reviewed.id()));
        result.put("source", source);
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

    private static Map<String, Object> object(ObjectId id) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", id.apiVersion());
        object.put("kind", id.kind());
        object.put("namespace", id.namespace());
        object.put("name", id.name());
        return object;
    }

    private static Map<String, Object> finding(Judged judged) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("rule", judged.rule());
        finding.put("action", judged.action().word());
        finding.put("outcome", judged.finding().outcome());
        finding.put("field", judged.finding().field());
        finding.put("message", judged.finding().message());
        finding.put("fix", judged.finding().fix());
        return finding;
    }

    private static Map<String, Object> operation(Patch.Add add) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", "add");
        operation.put("path", add.pointer());
        operation.put("value", add.value());
        return operation;
    }
}
