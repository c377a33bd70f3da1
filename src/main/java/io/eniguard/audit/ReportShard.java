package io.eniguard.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report object: a part of the results about one kind of objects.
 *
 * @param name the name of the report object, such as {@code eniguard-nodes-1}
 * @param results the results, in the order of their arrival
 * @param passing the number of passing objects that this report counts; all reports about the kind together count all of them
 */
public record ReportShard(String name, List<ResultDigest> results, long passing) {

    public ReportShard {
        results = List.copyOf(results);
    }

    /** Returns the {@code summary} of the report. */
    public Map<String, Long> summary() {
        Map<String, Long> summary = new LinkedHashMap<>();
        summary.put("pass", passing);
        for (String result : List.of("fail", "warn", "error", "skip")) {
            summary.put(
                    result,
                    results.stream()
                            .filter(each -> each.result().equals(result))
                            .count());
        }
        return summary;
    }
}
