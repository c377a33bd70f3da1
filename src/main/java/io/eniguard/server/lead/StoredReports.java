package io.eniguard.server.lead;

import io.eniguard.audit.ReportedResult;
import io.eniguard.audit.ResultDigest;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All reports of one resource as they were before an audit is published, with digests instead of most results. */
final class StoredReports {

    private final Map<String, StoredReport> byName = new LinkedHashMap<>();
    private final Map<String, Tree> kept = new HashMap<>();

    private StoredReports() {}

    /**
     * Reads the reports.
     *
     * @param unjudged the uids of objects that could not be judged. Only the results about these objects are kept as a whole.
     */
    static StoredReports read(ReportStore store, ReportKind kind, Set<String> unjudged) throws IOException {
        StoredReports reports = new StoredReports();
        store.read(kind, report -> reports.add(report, unjudged));
        return reports;
    }

    private void add(Tree report, Set<String> unjudged) {
        StoredReport remembered = StoredReport.of(report);
        byName.put(remembered.name(), remembered);
        if (!unjudged.isEmpty()) {
            report.trees("results").forEach(tree -> {
                ReportedResult result = new ReportedResult(tree);
                if (unjudged.contains(result.uid())) {
                    kept.put(result.id(), tree);
                }
            });
        }
    }

    /** Returns the reports by their names, in a map that the caller may change. */
    Map<String, StoredReport> byName() {
        return new LinkedHashMap<>(byName);
    }

    /** Returns the result with this identity, which is about an object that could not be judged. */
    Tree kept(String id) {
        return kept.getOrDefault(id, Tree.EMPTY);
    }

    /** Returns the results of all reports. */
    List<ResultDigest> results() {
        return byName.values().stream()
                .flatMap(report -> report.shard().results().stream())
                .toList();
    }
}
