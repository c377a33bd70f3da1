package io.eniguard.review;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes findings that several entries of policies lead to. */
final class Repetitions {

    private static final Comparator<Judged> STRICTEST_THEN_BY_POLICY = Comparator.comparing(
                    (Judged judged) -> judged.consequence().action())
            .reversed()
            .thenComparing(judged -> judged.consequence().policy().orElse(""))
            .thenComparing(judged -> judged.finding().fix());

    /** The order of the findings, which must not depend on the order of the entries in a policy. */
    private static final Comparator<Judged> BY_PLACE = Comparator.comparing(Judged::rule)
            .thenComparing(judged -> judged.finding().field())
            .thenComparing(judged -> judged.finding().message());

    private Repetitions() {}

    /** Findings are equal if they have the same rule, field and message, in reviews of one object. */
    private record Key(String rule, String field, String message) {

        static Key of(Judged judged) {
            return new Key(
                    judged.rule(), judged.finding().field(), judged.finding().message());
        }
    }

    /**
     * Returns the findings without repetitions, in order of their rules, fields and messages. Of equal findings, the one with the
     * strictest action is kept. If several have this action, the one whose policy comes first by name is kept.
     */
    static List<Judged> removedFrom(List<Judged> findings) {
        if (findings.size() < 2) {
            return findings;
        }
        Map<Key, Judged> strictest = new LinkedHashMap<>();
        findings.forEach(judged -> strictest.merge(
                Key.of(judged),
                judged,
                (one, other) -> STRICTEST_THEN_BY_POLICY.compare(one, other) <= 0 ? one : other));
        return strictest.values().stream().sorted(BY_PLACE).toList();
    }
}
