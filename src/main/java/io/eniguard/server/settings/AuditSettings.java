package io.eniguard.server.settings;

import java.time.Duration;

/**
 * The options of the audit of the whole cluster.
 *
 * @param interval the longest time between two audits
 * @param reports the kind of reports to write
 * @param namespace the namespace of the Lease
 */
public record AuditSettings(Duration interval, Reports reports, String namespace) {

    public static final String DEFAULT_INTERVAL = "10m";

    /** The kinds of reports that {@code --reports} names. */
    public enum Reports {
        /** OpenReports if the cluster serves them, otherwise the reports of the policy working group if served, otherwise none. */
        AUTO,
        OPENREPORTS,
        WGPOLICYK8S,
        NONE
    }
}
