package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.Point;
import io.eniguard.review.Reviewer;
import io.eniguard.server.lead.AuditRun;
import io.eniguard.server.lead.AuditedKind;
import io.eniguard.world.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures audits of whole clusters: the processor time of the audit's thread, and the heap. */
final class AuditBench {

    private static final int KIBIBYTE = 1024;

    private final Stage stage;
    private final Scale scale;
    private final Reviewer reviewer = new Reviewer().at(Point.AUDIT);

    AuditBench(Stage stage, Scale scale) {
        this.stage = stage;
        this.scale = scale;
    }

    private Optional<AuditedCluster> smallest = Optional.empty();

    /** One audit of a cluster. */
    private record Audit(Duration judging, Duration parsing, long findings) {}

    Table table() throws IOException, UnreadableInputException, FaultyConditionException {
        Table table = new Table(
                "Audits of a cluster with 200 ENIConfigs and 300 subnets: all rules and ten rules in CEL",
                "NODES",
                "FINDINGS",
                "CPU, FIRST",
                "CPU, LATER",
                "PARSING",
                "HEAP");
        for (int nodes : scale.audited()) {
            long before = inUse();
            AuditedCluster cluster = new AuditedCluster(nodes, stage.folder());
            if (smallest.isEmpty()) {
                smallest = Optional.of(cluster);
            }
            List<Audit> audits = new ArrayList<>();
            Audit first = audit(cluster);
            for (int round = 0; round < scale.wire().count(); round++) {
                audits.add(audit(cluster));
            }
            long heap = heap(cluster);
            Audit median = audits.stream()
                    .sorted(Comparator.comparing(Audit::judging))
                    .toList()
                    .get((audits.size() - 1) / 2);
            table.row(
                    Figures.count(nodes),
                    Figures.count(median.findings()),
                    Figures.millis(first.judging()),
                    Figures.millis(median.judging()),
                    Figures.millis(median.parsing()),
                    Figures.mebibytes((heap - before) / KIBIBYTE));
        }
        table.note("CPU is the processor time of judging all objects and describing the findings for reports");
        table.note("FIRST is the first audit of this cluster; the other figures are medians of %d later audits"
                .formatted(scale.wire().count()));
        table.note("parsing is the processor time of parsing the lists, with about 12 KB for each node");
        table.note("the heap is the largest one after a garbage collection, and includes the facts about the cluster");
        return table;
    }

    /** Measures reviews while the smallest cluster is audited. May be called only after {@link #table}. */
    Table reviews() throws MalformedReviewException, UnreadableInputException {
        AuditedCluster cluster = smallest.orElseThrow();
        cluster.keepPages();
        World reviewed = stage.world();
        return new AuditedReviewBench(cluster, new ReviewEngine(() -> reviewed), stage.corpus(), scale).table();
    }

    private Audit audit(AuditedCluster cluster) {
        cluster.takeReading();
        long begun = AuditedCluster.cpuNanos();
        Map<ReviewedKind, AuditedKind> outcome = run(cluster, cluster);
        long all = AuditedCluster.cpuNanos() - begun;
        AuditedCluster.Reading reading = cluster.takeReading();
        return new Audit(
                Duration.ofNanos(all).minus(reading.all()),
                reading.parsing(),
                outcome.values().stream()
                        .mapToLong(kind -> kind.entries().size())
                        .sum());
    }

    private Map<ReviewedKind, AuditedKind> run(AuditedCluster cluster, AuditRun.Pages pages) {
        return new AuditRun(pages, () -> new ClusterAudit(reviewer, cluster.world()), () -> true, failure -> {
                    throw new IllegalStateException(failure.id().shown(), failure.cause());
                })
                .run()
                .orElseThrow();
    }

    /** Returns the largest heap in use at a sample of the pages. */
    private long heap(AuditedCluster cluster) {
        long[] most = {0};
        int[] page = {0};
        Map<ReviewedKind, AuditedKind> outcome = run(cluster, (kind, token) -> {
            var read = cluster.read(kind, token);
            if (page[0]++ % 100 == 0) {
                most[0] = Math.max(most[0], inUse());
            }
            return read;
        });
        return outcome.isEmpty() ? most[0] : Math.max(most[0], inUse());
    }

    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
