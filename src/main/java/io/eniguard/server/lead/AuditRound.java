package io.eniguard.server.lead;

import io.eniguard.audit.AuditFailure;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.Reviewer;
import io.eniguard.server.lead.ReportPublisher.Access;
import io.eniguard.server.lead.ReportPublisher.Published;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Audits the cluster once, and publishes the outcome as reports, Events, metrics and lines of the log. */
final class AuditRound {

    private final Reviewer reviewer;
    private final Publication reports;
    private final FindingEvents events;
    private final AuditMetrics metrics;
    private final LimitedLog log;

    /** Writes the outcome of an audit as reports, as {@link ReportPublisher#publish} does. */
    interface Publication {
        Published publish(Map<ReviewedKind, AuditedKind> outcome, Instant now);
    }

    AuditRound(Reviewer reviewer, Publication reports, FindingEvents events, AuditMetrics metrics, LimitedLog log) {
        this.reviewer = reviewer;
        this.reports = reports;
        this.events = events;
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * Audits the cluster.
     *
     * @param last the state after the last audit
     * @param worlds returns the world of this moment
     * @param isLeader returns whether this replica has led without interruption since the first audit
     * @return the new state; empty if this replica has lost the leadership. Then parts of the outcome may be unpublished.
     */
    Optional<AuditState> run(AuditState last, AuditRun.Pages pages, Supplier<World> worlds, BooleanSupplier isLeader) {
        long begun = System.nanoTime();
        Optional<Map<ReviewedKind, AuditedKind>> run =
                new AuditRun(pages, () -> new ClusterAudit(reviewer, worlds.get()), isLeader, this::failed).run();
        if (run.isEmpty()) {
            return Optional.empty();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Map<ReviewedKind, AuditedKind> outcome = run.get();
        Map<String, String> troubles = new TreeMap<>();
        outcome.forEach(
                (kind, audited) -> audited.trouble().ifPresent(reason -> troubles.put(kind.resource(), reason)));
        Published published = reports.publish(outcome, WorldClock.now());
        published.trouble().ifPresent(reason -> troubles.put("reports", reason));
        boolean isComplete = troubles.isEmpty();
        events.announce(outcome, published).ifPresent(reason -> troubles.put("events", reason));
        metrics.audited(took, outcome);
        troubles.forEach(
                (part, reason) -> log.log(part, "The audit is incomplete (%s): %s".formatted(part, reason), null));
        if (!isLeader.getAsBoolean()) {
            return Optional.empty();
        }
        boolean isWithoutReports =
                published.access() == Access.NONE && published.trouble().isEmpty();
        return Optional.of(new AuditState(
                counts(outcome, last),
                violations(outcome, last),
                isComplete ? Optional.of(WorldClock.now()) : last.lastSuccess(),
                troubles,
                isWithoutReports ? Map.of("reports", "none") : Map.of(),
                published.retryAfter().orElse(Duration.ZERO)));
    }

    /**
     * Returns the numbers of findings. For a kind that could not be listed, returns the numbers of the previous audit, because a part of a
     * list has too few findings.
     */
    private static Map<ReviewedKind, Map<FindingSort, Long>> counts(
            Map<ReviewedKind, AuditedKind> outcome, AuditState last) {
        Map<ReviewedKind, Map<FindingSort, Long>> counts = new EnumMap<>(ReviewedKind.class);
        outcome.forEach((kind, audited) -> counts.put(
                kind,
                audited.trouble().isEmpty() ? audited.counts() : last.findings().getOrDefault(kind, Map.of())));
        return counts;
    }

    /** Returns the numbers of violations by policy, with the last ones for each kind that could not be listed. */
    private static Map<ReviewedKind, Map<String, Long>> violations(
            Map<ReviewedKind, AuditedKind> outcome, AuditState last) {
        Map<ReviewedKind, Map<String, Long>> violations = new EnumMap<>(ReviewedKind.class);
        violations.putAll(last.violations());
        outcome.forEach((kind, audited) -> {
            if (audited.trouble().isEmpty()) {
                violations.put(kind, audited.violations());
            }
        });
        return violations;
    }

    private void failed(AuditFailure failure) {
        log.log(
                "object",
                "%s could not be audited%s"
                        .formatted(
                                failure.id().shown(),
                                failure.isTooDeep() ? ": it is nested too deeply" : ": a bug in eniguard"),
                failure.isTooDeep() ? null : failure.cause());
    }
}
