package io.eniguard.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * The outcome of an audit.
 *
 * @param results one for each object that there are rules for, in the order in which the objects were given
 * @param skipped objects that there are no rules for
 * @param failures objects without a verdict, because a rule failed
 */
public record AuditReport(List<AuditedObject> results, List<SkippedObject> skipped, List<AuditFailure> failures) {

    public AuditReport {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
        failures = List.copyOf(failures);
    }

    public AuditSummary summary() {
        return AuditSummary.of(this);
    }

    /** Slips in how the objects are written: objects that are defined twice, and kinds that are almost known. */
    public List<Remark> remarks() {
        return Stream.concat(
                        RepeatedObjects.in(results).stream(),
                        Stream.concat(
                                results.stream()
                                        .flatMap(object -> MeantKind.remark(object.id(), object.place()).stream()),
                                skipped.stream()
                                        .flatMap(object -> MeantKind.remark(object.id(), object.place()).stream())))
                .toList();
    }

    /** @throws IllegalStateException if a rule failed on an object */
    public void throwFirstFailure() {
        if (!failures.isEmpty()) {
            throw failures.get(0).toException();
        }
    }
}
