package io.eniguard.server.lead;

import io.eniguard.cluster.ReviewedKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last audit of this replica, for metrics and health checks.
 *
 * @param kinds the outcome for each kind; empty before the first audit
 * @param lastSuccess the end of the last audit that listed all kinds and brought the reports up to date, while this replica has led
 * @param troubles the reason for each part that is missing, by the name of the part
 * @param remarks the parts that are missing without a failure, such as {@code reports: none}
 */
record AuditState(
        Map<ReviewedKind, AuditedKind> kinds,
        Optional<Instant> lastSuccess,
        Map<String, String> troubles,
        Map<String, String> remarks) {

    static final AuditState NONE = new AuditState(Map.of(), Optional.empty(), Map.of(), Map.of());

    AuditState {
        kinds = kinds.isEmpty() ? Map.of() : new EnumMap<>(kinds);
        troubles = Map.copyOf(troubles);
        remarks = Map.copyOf(remarks);
    }
}
