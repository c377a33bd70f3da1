package io.eniguard.doctor;

import java.util.List;

/**
 * All that was found.
 *
 * @param results in the order in which to read them
 * @param anythingExamined whether AWS or the API server answered at all
 */
public record DoctorReport(List<Result> results, boolean anythingExamined) {

    public DoctorReport {
        results = List.copyOf(results);
    }

    public int count(State state) {
        return (int) results.stream().filter(result -> result.state() == state).count();
    }
}
