package io.eniguard.doctor;

import io.eniguard.json.TreeWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as a JSON document of the kind {@code DoctorReport} in {@code eniguard.io/v1alpha1}. Other programs rely on the fields of
 * the document. The fields have a fixed order.
 */
public final class JsonRendering {

    private JsonRendering() {}

    /** Writes one document and leaves the writer open. */
    public static void write(DoctorReport report, Writer out) throws IOException {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("subjects", report.results().size());
        for (State state : State.values()) {
            summary.put(state.word(), report.count(state));
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "eniguard.io/v1alpha1");
        document.put("kind", "DoctorReport");
        document.put("summary", summary);
        document.put(
                "results", report.results().stream().map(JsonRendering::result).toList());
        TreeWriter.write(document, out);
    }

    private static Map<String, @Nullable Object> result(Result result) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("subject", result.subject());
        fields.put("state", result.state().word());
        fields.put("message", result.message());
        fields.put("fix", result.fix().orElse(null));
        return fields;
    }
}
