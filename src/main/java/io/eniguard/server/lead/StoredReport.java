package io.eniguard.server.lead;

import io.eniguard.audit.ReportShard;
import io.eniguard.audit.ReportedResult;
import io.eniguard.tree.Tree;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report in the cluster, with digests instead of its results, because the results would need much memory.
 *
 * @param summary the field {@code summary}
 * @param source the field {@code source}
 */
record StoredReport(
        ReportShard shard, String resourceVersion, Map<String, @Nullable Object> summary, Optional<String> source) {

    static StoredReport of(Tree report) {
        return new StoredReport(
                new ReportShard(
                        report.text("metadata", "name").orElse(""),
                        report.trees("results").stream()
                                .map(result -> new ReportedResult(result).digest())
                                .toList(),
                        report.integer("summary", "pass").orElse(0L)),
                report.text("metadata", "resourceVersion").orElse(""),
                report.at("summary").fields(),
                report.text("source"));
    }

    String name() {
        return shard.name();
    }

    /** Returns whether the report already has this content. */
    boolean isSame(ReportShard other, Optional<String> otherSource) {
        return shard.results().equals(other.results()) && summary.equals(other.summary()) && source.equals(otherSource);
    }
}
