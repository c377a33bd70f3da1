package io.eniguard.doctor;

import io.eniguard.audit.AuditReport;
import java.util.List;

/**
 * The results of an examination.
 *
 * @param results the results, in the order in which the report shows them
 * @param isAnythingExamined whether AWS or the API server was examined
 * @param audits the audits on which the results are based
 */
public record DoctorReport(List<Result> results, boolean isAnythingExamined, List<AuditReport> audits) {

    public DoctorReport {
        results = List.copyOf(results);
        audits = List.copyOf(audits);
    }

    public int count(State state) {
        return (int) results.stream().filter(result -> result.state() == state).count();
    }

    /** @throws IllegalStateException if a rule failed on an object */
    public void throwFirstBug() {
        audits.forEach(AuditReport::throwFirstBug);
    }
}
