package io.eniguard.cli;

import io.eniguard.audit.AuditSummary;
import io.eniguard.doctor.DoctorReport;
import io.eniguard.doctor.State;
import io.eniguard.report.CheckReport;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/** The lowest level of findings for which a command ends with {@link ExitCodes#FINDINGS}. Each level includes the previous levels. */
enum FailLevel {
    DENY,
    WARN,
    UNKNOWN;

    /** Returns whether the report has a finding at or above this level. A remark on the input counts as a warning. */
    boolean isReachedBy(CheckReport report) {
        AuditSummary summary = report.audit().summary();
        return isReachedBy(summary.denied(), summary.warned() + report.remarks().size(), summary.unknown());
    }

    boolean isReachedBy(DoctorReport report) {
        return isReachedBy(report.count(State.PROBLEM), report.count(State.WARNING), report.count(State.UNKNOWN));
    }

    private boolean isReachedBy(int denied, int warned, int unknown) {
        return denied > 0 || (this != DENY && warned > 0) || (this == UNKNOWN && unknown > 0);
    }

    static final class FromOption implements ITypeConverter<FailLevel> {
        @Override
        public FailLevel convert(String typed) {
            return Words.parse(FailLevel.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(FailLevel.class).iterator();
        }
    }
}
