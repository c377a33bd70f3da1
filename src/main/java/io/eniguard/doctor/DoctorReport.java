package io.eniguard.doctor;

import java.util.List;

/**
 * The results of an examination.
 *
 * @param results in the order in which to read them
 * @param anythingExamined whether AWS or the API server could be examined at all
 * @param surprises exceptions that nobody foresaw, each of which left a subject unknown
 */
public record DoctorReport(List<Result> results, boolean anythingExamined, List<RuntimeException> surprises) {

    public DoctorReport {
        results = List.copyOf(results);
        surprises = List.copyOf(surprises);
    }

    public int count(State state) {
        return (int) results.stream().filter(result -> result.state() == state).count();
    }
}
