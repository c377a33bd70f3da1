package io.eniguard.doctor;

import io.eniguard.audit.AuditFailure;
import java.util.List;

/**
 * The results of an examination.
 *
 * @param results in the order in which to read them
 * @param isAnythingExamined whether AWS or the API server was examined
 * @param failures objects that could not be judged because a rule failed
 */
public record DoctorReport(List<Result> results, boolean isAnythingExamined, List<AuditFailure> failures) {

    public DoctorReport {
        results = List.copyOf(results);
        failures = List.copyOf(failures);
    }

    public int count(State state) {
        return (int) results.stream().filter(result -> result.state() == state).count();
    }

    /** @throws IllegalStateException if a rule failed on an object */
    public void throwFirstFailure() {
        if (!failures.isEmpty()) {
            throw failures.get(0).toException();
        }
    }
}
