package io.eniguard.audit;

import io.eniguard.tree.Place;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The outcome of an audit.
 *
 * @param results the reviewed objects, in the order of the input
 * @param skipped the objects of kinds without rules
 * @param failures the objects that could not be judged
 * @param skippedRules the ids of rules that were skipped because some objects may be unknown, in order
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
     * Returns remarks about the input: objects that are defined more than once, and kinds or versions that are probably mistyped. Objects
     * of kinds without rules are compared only within one file, because several files are often meant for different clusters.
     *
     * @param batchOf returns the name of the batch in which an object is applied. Objects in different batches do not replace each other.
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

    /**
     * Throws the first failure that is a bug in eniguard, if there is one.
     *
     * @throws IllegalStateException if an object could not be judged because of a bug in eniguard
     */
    public void throwFirstBug() {
        failures.stream().filter(failure -> !failure.isTooDeep()).findFirst().ifPresent(AuditReport::rethrow);
    }

    private static void rethrow(AuditFailure failure) {
        throw failure.toException();
    }
}
