package io.eniguard.audit;

import io.eniguard.review.Judged;
import io.eniguard.rules.Finding;
import java.util.Locale;

/** The results of a report and their severities, with their names in the report resources of OpenReports and of the policy working group. */
public enum ReportOutcome {
    /** The finding denies. */
    FAIL("high"),
    /** The finding warns. */
    WARN("medium"),
    /** The finding appears only in reports. The report resources have no value of their own for it, so it is a warning of low severity. */
    AUDIT("low"),
    /** It is unknown whether the object violates the rule. */
    ERROR("info");

    private final String severity;

    ReportOutcome(String severity) {
        this.severity = severity;
    }

    static ReportOutcome of(Judged judged) {
        if (judged.finding() instanceof Finding.Unknown) {
            return ERROR;
        }
        return switch (judged.action()) {
            case DENY -> FAIL;
            case WARN -> WARN;
            case AUDIT, OFF -> AUDIT;
        };
    }

    /** Returns the value of {@code result}. */
    String result() {
        return this == AUDIT ? WARN.result() : name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value of {@code severity}. */
    String severity() {
        return severity;
    }
}
