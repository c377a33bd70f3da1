package io.eniguard.server.lead;

import io.eniguard.cluster.ReviewedKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last audit of this replica, for metrics and health checks.
 *
 * @param kinds the outcome for each kind; empty before the first audit
 * @param lastSuccess the end of the last audit in which all kinds could be listed, or the time since which this replica leads
 * @param took the time that the last audit took
 * @param troubles the reasons why something is missing, by what is missing
 * @param remarks what is missing without a failure, such as {@code reports: none}
 */
record AuditState(
        Map<ReviewedKind, AuditedKind> kinds,
        Optional<Instant> lastSuccess,
        Duration took,
        Map<String, String> troubles,
        Map<String, String> remarks) {

    static final AuditState NONE = new AuditState(Map.of(), Optional.empty(), Duration.ZERO, Map.of(), Map.of());

    AuditState {
        kinds = kinds.isEmpty() ? Map.of() : new EnumMap<>(kinds);
        troubles = Map.copyOf(troubles);
        remarks = Map.copyOf(remarks);
    }

    static AuditState since(Instant leading) {
        return new AuditState(Map.of(), Optional.of(leading), Duration.ZERO, Map.of(), Map.of());
    }
}
