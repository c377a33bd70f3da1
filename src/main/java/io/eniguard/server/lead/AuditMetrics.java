package io.eniguard.server.lead;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.source.kube.ClusterPages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Publishes the outcome of the audit. Only the replica that leads has findings. All series of counters start at 0. */
@Singleton
class AuditMetrics {

    private final MeterRegistry registry;
    private final Timer duration;
    private final MultiGauge findings;
    private volatile Shown shown = new Shown(AuditState.NONE, 0);

    /**
     * The last state.
     *
     * @param term the number of the term in which this replica has audited
     */
    private record Shown(AuditState state, long term) {}

    AuditMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder("eniguard.audit.duration")
                .description("Time to list and judge all objects of the cluster once")
                .register(registry);
        this.findings = MultiGauge.builder("eniguard.audit.findings")
                .description("Findings about objects that exist in the cluster")
                .register(registry);
        Gauge.builder("eniguard.audit.last.success.timestamp.seconds", this, AuditMetrics::lastSuccess)
                .description(
                        "Time of the last complete audit; NaN before the first one and in replicas that do not lead")
                .register(registry);
        Stream.of(ReportPublisher.WriteOutcome.values()).forEach(this::writes);
        Stream.of("sent", "dropped", "failed").forEach(outcome -> events(outcome, 0));
        ClusterPages.KINDS.forEach(kind -> {
            failures(kind, "list");
            failures(kind, "object");
        });
    }

    private double lastSuccess() {
        return shown.state()
                .lastSuccess()
                .map(then -> then.toEpochMilli() / 1e3)
                .orElse(Double.NaN);
    }

    /**
     * Publishes the state.
     *
     * @param term the number of the term in which this replica has audited
     */
    void show(AuditState state, long term) {
        shown = new Shown(state, term);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        state.findings()
                .forEach((kind, counts) -> counts.forEach((sort, count) -> rows.add(MultiGauge.Row.of(
                        Tags.of("kind", kind.kind(), "rule", sort.rule(), "action", sort.action()), count))));
        findings.register(rows, true);
    }

    /** Records an audit that has ended. */
    void audited(Duration took, Map<ReviewedKind, AuditedKind> kinds) {
        duration.record(took);
        kinds.forEach((kind, outcome) -> {
            failures(kind, "object").increment(outcome.unjudged().size());
            failures(kind, "list").increment(outcome.trouble().isPresent() ? 1 : 0);
        });
    }

    /**
     * Returns the number of violations by the policy that decides their action. For each kind, the last audit that could list it counts. A
     * policy without violations is absent. Empty if this replica has not completed an audit in this term.
     */
    Optional<Map<String, Long>> violations(long term) {
        Shown last = shown;
        Map<ReviewedKind, Map<String, Long>> byKind = last.state().violations();
        if (last.term() != term || byKind.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> violations = new HashMap<>();
        byKind.values()
                .forEach(counts -> counts.forEach((policy, number) -> violations.merge(policy, number, Long::sum)));
        return Optional.of(violations);
    }

    /** Counts an attempt to write or delete a report. */
    void wrote(ReportPublisher.WriteOutcome outcome) {
        writes(outcome).increment();
    }

    private Counter writes(ReportPublisher.WriteOutcome outcome) {
        return Counter.builder("eniguard.report.writes")
                .description("Attempts to write or delete a report")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** Counts Events: {@code sent}, {@code dropped} because there were too many, or {@code failed}. */
    void events(String outcome, int number) {
        Counter.builder("eniguard.audit.events")
                .description("Events about findings of the audit")
                .tag("outcome", outcome)
                .register(registry)
                .increment(number);
    }

    private Counter failures(ReviewedKind kind, String what) {
        return Counter.builder("eniguard.audit.failures")
                .description("Objects that could not be judged, and kinds that could not be listed")
                .tag("kind", kind.kind())
                .tag("what", what)
                .register(registry);
    }
}
