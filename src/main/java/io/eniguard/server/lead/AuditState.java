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
 * @param findings the number of findings of each sort; empty before the first audit
 * @param violations the number of violations by the policy that decides their action, for each kind that has been listed; empty before the
 *     first audit
 * @param lastSuccess the end of the last audit that listed all kinds and brought the reports up to date, while this replica has led
 * @param troubles the reason for each part that is missing, by the name of the part
 * @param remarks the parts that are missing without a failure, such as {@code reports: none}
 * @param askedPause the pause that the API server requests; zero if it requests none
 */
record AuditState(
        Map<ReviewedKind, Map<FindingSort, Long>> findings,
        Map<ReviewedKind, Map<String, Long>> violations,
        Optional<Instant> lastSuccess,
        Map<String, String> troubles,
        Map<String, String> remarks,
        Duration askedPause) {

    static final AuditState NONE =
            new AuditState(Map.of(), Map.of(), Optional.empty(), Map.of(), Map.of(), Duration.ZERO);

    AuditState {
        findings = findings.isEmpty() ? Map.of() : new EnumMap<>(findings);
        violations = violations.isEmpty() ? Map.of() : new EnumMap<>(violations);
        troubles = Map.copyOf(troubles);
        remarks = Map.copyOf(remarks);
    }
}
