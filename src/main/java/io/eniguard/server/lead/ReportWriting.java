package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportPlan;
import io.eniguard.audit.ReportShard;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.kube.ReportRequests;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over all reports of one resource. Only one report at a time is built and written. */
final class ReportWriting {

    /** The beginning of the names of all reports. */
    static final String PREFIX = "eniguard-";

    private final ReportStore store;
    private final ReportKind kind;
    private final StoredReports stored;
    private final int mostBytes;
    private final BooleanSupplier isLeader;
    private final Consumer<WriteOutcome> counter;

    private Optional<String> trouble = Optional.empty();
    private Optional<Duration> retryAfter = Optional.empty();
    private boolean isStopped;
    private boolean isTooLarge;

    /**
     * @param stored the reports that exist
     * @param mostBytes the largest size of a report
     * @param isLeader asked before each write
     * @param counter counts the attempts to write
     */
    ReportWriting(
            ReportStore store,
            ReportKind kind,
            StoredReports stored,
            int mostBytes,
            BooleanSupplier isLeader,
            Consumer<WriteOutcome> counter) {
        this.store = store;
        this.kind = kind;
        this.stored = stored;
        this.mostBytes = mostBytes;
        this.isLeader = isLeader;
        this.counter = counter;
    }

    /** Updates the reports so that they describe the outcome. The reports about a kind that could not be listed stay as they are. */
    void write(Map<ReviewedKind, AuditedKind> outcome, Instant now) {
        Map<String, StoredReport> rest = stored.byName();
        outcome.forEach((reviewed, audited) -> write(reviewed, audited, rest, now));
        // The rest belongs to no kind that is audited.
        rest.values().stream()
                .filter(report -> report.name().startsWith(PREFIX))
                .forEach(this::delete);
    }

    /** Returns the reason why the reports are not up to date; empty if they are. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Returns the delay that the API server requests before the next attempt; empty if it requests none. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Returns whether the API server has refused a report because of its size. */
    boolean isTooLarge() {
        return isTooLarge;
    }

    private void write(ReviewedKind reviewed, AuditedKind audited, Map<String, StoredReport> rest, Instant now) {
        String base = PREFIX + reviewed.resource();
        Map<String, StoredReport> mine = new LinkedHashMap<>();
        for (String name : List.copyOf(rest.keySet())) {
            if (name.matches(base + "(-[0-9]+)?")) {
                mine.put(name, rest.remove(name));
            }
        }
        if (audited.trouble().isPresent()) {
            return;
        }
        Map<String, ReportEntry> entries = new HashMap<>();
        audited.entries().forEach(entry -> entries.put(entry.resultId(), entry));
        ReportPlan.of(
                        base,
                        mine.values().stream().map(StoredReport::shard).toList(),
                        audited.entries().stream().map(ReportEntry::digest).toList(),
                        audited.unjudged(),
                        audited.passing(),
                        now,
                        mostBytes)
                .stream()
                .filter(shard -> !shard.results().isEmpty() || shard.passing() > 0)
                .forEach(shard -> put(shard, Optional.ofNullable(mine.remove(shard.name())), entries));
        mine.values().forEach(this::delete);
    }

    private void put(ReportShard shard, Optional<StoredReport> existing, Map<String, ReportEntry> entries) {
        if (existing.filter(report -> report.isSame(shard, source())).isPresent()) {
            return;
        }
        attempt(WriteOutcome.WRITTEN, () -> {
            Tree report = report(shard, existing.map(StoredReport::resourceVersion), entries);
            if (existing.isPresent()) {
                store.replace(kind, report);
            } else {
                store.create(kind, report);
            }
        });
    }

    private Optional<String> source() {
        return kind == ReportKind.OPENREPORTS ? Optional.of(ReportEntry.SOURCE) : Optional.empty();
    }

    private Tree report(ReportShard shard, Optional<String> version, Map<String, ReportEntry> entries) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", shard.name());
        metadata.put("labels", Map.of(ReportRequests.LABEL, ReportRequests.MANAGER));
        version.ifPresent(text -> metadata.put("resourceVersion", text));
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("apiVersion", kind.apiVersion());
        report.put("kind", kind.kind());
        report.put("metadata", metadata);
        source().ifPresent(source -> report.put("source", source));
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        shard.results().forEach(result -> {
            ReportEntry entry = entries.get(result.id());
            Tree tree = entry == null ? stored.kept(result.id()) : entry.toTree(Instant.ofEpochSecond(result.since()));
            results.add(tree.fields());
        });
        report.put("results", results);
        report.put("summary", shard.summary());
        return new Tree(report);
    }

    private void delete(StoredReport report) {
        attempt(WriteOutcome.DELETED, () -> store.delete(kind, report.name(), report.resourceVersion()));
    }

    private void attempt(WriteOutcome success, Write write) {
        if (isStopped || !isLeader.getAsBoolean()) {
            return;
        }
        try {
            write.run();
            counter.accept(success);
        } catch (IOException e) {
            WriteOutcome outcome = WriteOutcome.of(e);
            counter.accept(outcome);
            trouble = Optional.of(String.valueOf(e.getMessage()));
            retryAfter = e instanceof RefusedRequestException refused ? refused.retryAfter() : Optional.empty();
            isTooLarge |= outcome == WriteOutcome.TOO_LARGE;
            // A conflict concerns only one report, as does a report that is too large. Any other failure would also
            // affect the other reports.
            isStopped = outcome != WriteOutcome.CONFLICT && outcome != WriteOutcome.TOO_LARGE;
        }
    }

    /** A write that can fail. */
    private interface Write {
        void run() throws IOException;
    }
}
