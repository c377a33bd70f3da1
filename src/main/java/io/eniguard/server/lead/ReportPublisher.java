package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportPlan;
import io.eniguard.audit.ReportShard;
import io.eniguard.audit.ReportedResult;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.json.TreeWriter;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.kube.ReportRequests;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the outcome of an audit as reports. The reports are read before each write, so that the result does not depend on what this
 * process remembers: two leaders at the same time write the same, and the slower one gets a conflict.
 */
final class ReportPublisher {

    private static final String PREFIX = "eniguard-";

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int THROTTLED = 429;

    private final ReportStore requests;
    private final Reports choice;
    private final BooleanSupplier isLeader;
    private final Consumer<WriteOutcome> counter;
    private boolean isMissing;

    /** The outcomes of attempts to write a report, for the metric. */
    enum WriteOutcome {
        WRITTEN,
        DELETED,
        FORBIDDEN,
        CONFLICT,
        TOO_LARGE,
        THROTTLED,
        FAILED,
        /** No report resource is installed. */
        MISSING
    }

    /** Whether the reports that existed before a publication are known. */
    enum Access {
        /** No reports are wanted, or the cluster has no resource for them. */
        NONE,
        UNREADABLE,
        READ
    }

    /**
     * The outcome of a publication.
     *
     * @param before the results in the reports before the publication; no results if the reports could not be read
     * @param trouble the reason why the reports are not up to date; empty if they are, or if there is no resource to choose
     */
    record Published(Access access, List<ReportedResult> before, Optional<String> trouble) {

        Published {
            before = List.copyOf(before);
        }
    }

    /**
     * @param isLeader asked before each write
     * @param counter counts the attempts to write
     */
    ReportPublisher(ReportStore requests, Reports choice, BooleanSupplier isLeader, Consumer<WriteOutcome> counter) {
        this.requests = requests;
        this.choice = choice;
        this.isLeader = isLeader;
        this.counter = counter;
    }

    /** Makes the reports describe the outcome. The reports about a kind that could not be listed stay as they are. */
    Published publish(Map<ReviewedKind, AuditedKind> outcome, Instant now) {
        if (choice == Reports.NONE) {
            return new Published(Access.NONE, List.of(), Optional.empty());
        }
        Access access = Access.UNREADABLE;
        List<ReportedResult> before = List.of();
        try {
            Optional<ReportKind> kind = kind();
            if (kind.isEmpty()) {
                return missing();
            }
            isMissing = false;
            Map<String, Tree> old = new LinkedHashMap<>();
            requests.list(kind.get())
                    .forEach(report -> old.put(report.text("metadata", "name").orElse(""), report));
            before = old.values().stream()
                    .flatMap(report -> report.trees("results").stream())
                    .map(ReportedResult::new)
                    .toList();
            access = Access.READ;
            Optional<String> trouble = new Writing(kind.get(), old, now).write(outcome);
            deleteAll(kind.get() == ReportKind.OPENREPORTS ? ReportKind.WGPOLICYK8S : ReportKind.OPENREPORTS);
            return new Published(access, before, trouble);
        } catch (IOException e) {
            counter.accept(outcomeOf(e));
            return new Published(access, before, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** A cluster without a resource for reports is a failure only if somebody has chosen the resource. */
    private Published missing() {
        boolean isChosen = choice != Reports.AUTO;
        if (isChosen || !isMissing) {
            counter.accept(WriteOutcome.MISSING);
        }
        isMissing = true;
        return new Published(
                Access.NONE,
                List.of(),
                isChosen ? Optional.of("the cluster has no resource for reports") : Optional.empty());
    }

    private Optional<ReportKind> kind() throws IOException {
        for (ReportKind kind : ReportKind.values()) {
            boolean isWanted = choice == Reports.AUTO || choice.name().equals(kind.name());
            if (isWanted && requests.isServed(kind)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Deletes the reports that an earlier leader has written in the other resource. They would never change again. */
    private void deleteAll(ReportKind other) throws IOException {
        try {
            if (requests.isServed(other)) {
                for (Tree report : requests.list(other)) {
                    if (isLeader.getAsBoolean() && isOurs(report)) {
                        requests.delete(other, report);
                        counter.accept(WriteOutcome.DELETED);
                    }
                }
            }
        } catch (RefusedRequestException e) {
            if (!e.isForbidden()) {
                throw e;
            }
        }
    }

    private static boolean isOurs(Tree report) {
        return report.text("metadata", "name").orElse("").startsWith(PREFIX);
    }

    private static WriteOutcome outcomeOf(IOException failure) {
        if (!(failure instanceof RefusedRequestException refused)) {
            return WriteOutcome.FAILED;
        }
        return switch (refused.status()) {
            case FORBIDDEN -> WriteOutcome.FORBIDDEN;
            case CONFLICT -> WriteOutcome.CONFLICT;
            case TOO_LARGE -> WriteOutcome.TOO_LARGE;
            case THROTTLED -> WriteOutcome.THROTTLED;
            default -> WriteOutcome.FAILED;
        };
    }

    /** One pass over all reports of one resource. */
    private final class Writing {
        private final ReportKind kind;
        private final Map<String, Tree> old;
        private final Instant now;
        private Optional<String> trouble = Optional.empty();
        private boolean isStopped;

        Writing(ReportKind kind, Map<String, Tree> old, Instant now) {
            this.kind = kind;
            this.old = new LinkedHashMap<>(old);
            this.now = now;
        }

        Optional<String> write(Map<ReviewedKind, AuditedKind> outcome) {
            outcome.forEach(this::write);
            // The rest belongs to no kind that is audited.
            old.values().stream().filter(ReportPublisher::isOurs).toList().forEach(this::delete);
            return trouble;
        }

        private void write(ReviewedKind reviewed, AuditedKind audited) {
            String base = PREFIX + reviewed.resource();
            Map<String, Tree> mine = new LinkedHashMap<>();
            for (String name : List.copyOf(old.keySet())) {
                if (name.matches(base + "(-[0-9]+)?")) {
                    mine.put(name, old.remove(name));
                }
            }
            if (audited.trouble().isPresent()) {
                return;
            }
            List<ReportShard> shards = mine.entrySet().stream()
                    .map(entry -> shard(entry.getKey(), entry.getValue()))
                    .toList();
            ReportPlan.of(
                            base,
                            shards,
                            audited.entries(),
                            audited.unjudged(),
                            audited.passing(),
                            now,
                            ReportPublisher::bytes)
                    .stream()
                    .filter(shard -> !shard.results().isEmpty() || shard.passing() > 0)
                    .forEach(shard -> put(shard, Optional.ofNullable(mine.remove(shard.name()))));
            mine.values().forEach(this::delete);
        }

        private static ReportShard shard(String name, Tree report) {
            return new ReportShard(
                    name,
                    report.trees("results").stream().map(ReportedResult::new).toList(),
                    report.integer("summary", "pass").orElse(0L));
        }

        private void put(ReportShard shard, Optional<Tree> existing) {
            Tree report = report(shard, existing.flatMap(found -> found.text("metadata", "resourceVersion")));
            if (existing.isPresent() && isSame(existing.get(), report)) {
                return;
            }
            attempt(WriteOutcome.WRITTEN, () -> {
                if (existing.isPresent()) {
                    requests.replace(kind, report);
                } else {
                    requests.create(kind, report);
                }
            });
        }

        private static boolean isSame(Tree existing, Tree report) {
            return existing.list("results").equals(report.list("results"))
                    && existing.at("summary").equals(report.at("summary"))
                    && existing.text("source").equals(report.text("source"));
        }

        private Tree report(ReportShard shard, Optional<String> version) {
            Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
            metadata.put("name", shard.name());
            metadata.put("labels", Map.of(ReportRequests.LABEL, ReportRequests.MANAGER));
            version.ifPresent(text -> metadata.put("resourceVersion", text));
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("apiVersion", kind.apiVersion());
            report.put("kind", kind.kind());
            report.put("metadata", metadata);
            if (kind == ReportKind.OPENREPORTS) {
                report.put("source", ReportEntry.SOURCE);
            }
            List<Map<String, @Nullable Object>> results = new ArrayList<>();
            shard.results().forEach(result -> results.add(result.tree().fields()));
            report.put("results", results);
            report.put("summary", shard.summary());
            return new Tree(report);
        }

        private void delete(Tree report) {
            attempt(WriteOutcome.DELETED, () -> requests.delete(kind, report));
        }

        private void attempt(WriteOutcome success, Write write) {
            if (isStopped || !isLeader.getAsBoolean()) {
                return;
            }
            try {
                write.run();
                counter.accept(success);
            } catch (IOException e) {
                WriteOutcome outcome = outcomeOf(e);
                counter.accept(outcome);
                trouble = Optional.of(String.valueOf(e.getMessage()));
                // A conflict or a size concerns one report. Everything else would happen to the other reports as well.
                isStopped = outcome != WriteOutcome.CONFLICT && outcome != WriteOutcome.TOO_LARGE;
            }
        }
    }

    /** A write that can fail. */
    private interface Write {
        void run() throws IOException;
    }

    private static int bytes(ReportedResult result) {
        return TreeWriter.compact(result.tree().fields()).getBytes(StandardCharsets.UTF_8).length;
    }
}
