package io.eniguard.audit;

import io.eniguard.tree.Place;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The outcome of an audit.
 *
 * @param results the objects that there are rules for, in the order in which they were given
 * @param skipped objects that there are no rules for
 * @param failures objects without a verdict
 * @param skippedRules ids of rules on these objects that were not asked, because they conclude from the absence of objects of which some
 *     may be unknown; in order
 */
public record AuditReport(
        List<AuditedObject> results,
        List<SkippedObject> skipped,
        List<AuditFailure> failures,
        List<String> skippedRules) {

    public AuditReport {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
        failures = List.copyOf(failures);
        skippedRules = List.copyOf(skippedRules);
    }

    public AuditSummary summary() {
        return AuditSummary.of(this);
    }

    /**
     * Returns remarks on how the objects are written: objects that are defined twice, and kinds that are almost known. Of the kinds without
     * rules, only definitions in one file are compared, because such files are often meant for different clusters.
     *
     * @param batchOf returns the name of the batch that an object is applied in. Objects of different batches do not replace each other.
     */
    public List<Remark> remarks(Function<Place, String> batchOf) {
        List<Definition> reviewed = results.stream()
                .map(object -> new Definition(object.id(), object.place()))
                .toList();
        List<Definition> others = skipped.stream()
                .map(object -> new Definition(object.id(), object.place()))
                .toList();
        return Stream.of(
                        RepeatedObjects.in(reviewed, batchOf).stream(),
                        RepeatedObjects.in(others, Place::file).stream(),
                        Stream.concat(reviewed.stream(), others.stream())
                                .flatMap(definition -> MeantKind.remark(definition).stream()))
                .flatMap(remarks -> remarks)
                .toList();
    }

    /** @throws IllegalStateException if an object could not be judged because of a mistake in the program */
    public void throwFirstBug() {
        failures.stream().filter(failure -> !failure.isTooDeep()).findFirst().ifPresent(AuditReport::rethrow);
    }

    private static void rethrow(AuditFailure failure) {
        throw failure.toException();
    }
}
