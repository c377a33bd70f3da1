package io.eniguard.server.lead;

import io.eniguard.audit.ReportEntry;
import io.eniguard.audit.ReportedResult;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.EventRequests;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates an Event on the object for each finding that appears or changes. Events are hints with a limited rate. The reports are the record.
 * Not safe for use by several threads.
 */
final class FindingEvents {

    static final int PER_MINUTE = 25;

    private final EventRequests requests;
    private final BooleanSupplier isLeader;
    private final AuditMetrics metrics;
    private final RateLimit limit = new RateLimit(PER_MINUTE, System::nanoTime);
    private @Nullable KnownFindings known;

    /** @param isLeader asked before each Event */
    FindingEvents(EventRequests requests, BooleanSupplier isLeader, AuditMetrics metrics) {
        this.requests = requests;
        this.isLeader = isLeader;
        this.metrics = metrics;
    }

    /** Forgets all findings. A replica that leads again reads them from the reports. */
    void forget() {
        known = null;
    }

    /**
     * Announces the findings of an audit.
     *
     * @param before the results in the reports before this audit; empty if there were no readable reports. Then the first audit announces
     *     nothing, because an earlier leader may have done so.
     * @return the reason why Events could not be created; empty if there was no failure
     */
    Optional<String> announce(Map<ReviewedKind, AuditedKind> outcome, Optional<List<ReportedResult>> before) {
        KnownFindings current = known;
        if (current == null) {
            current = new KnownFindings();
            known = current;
            if (before.isEmpty()) {
                current.announce(outcome);
                return Optional.empty();
            }
            current.learn(before.get());
        }
        return send(current.announce(outcome));
    }

    private Optional<String> send(List<ReportEntry> fresh) {
        int sent = 0;
        for (ReportEntry entry : fresh) {
            if (!isLeader.getAsBoolean()) {
                return Optional.empty();
            } else if (!limit.take()) {
                metrics.events("dropped", fresh.size() - sent);
                return Optional.empty();
            }
            try {
                requests.create(
                        new EventRequests.Warning(
                                entry.reference(),
                                reason(entry.rule()),
                                entry.judged().line()),
                        Instant.now());
                metrics.events("sent", 1);
                sent++;
            } catch (IOException e) {
                metrics.events("failed", fresh.size() - sent);
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Returns the rule's id in CamelCase, such as {@code SubnetZone} for {@code subnet-zone}. */
    static String reason(String rule) {
        return Stream.of(rule.split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
