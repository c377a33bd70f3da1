package io.eniguard.review.explain;

import io.eniguard.policy.LabelSelector.Requirement;
import io.eniguard.policy.NamePattern;
import io.eniguard.policy.ObjectMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Describes the objects that a part of a policy selects. */
final class MatchPhrase {

    private MatchPhrase() {}

    /**
     * Returns a phrase such as {@code objects with the kind ENIConfig and the name us-west-2*}. An object has to meet the match of the
     * policy and the match of the item.
     */
    static String of(ObjectMatch policy, ObjectMatch item) {
        List<ObjectMatch> both = Stream.of(policy, item).distinct().toList();
        List<String> parts =
                both.stream().flatMap(match -> parts(match).stream()).toList();
        List<String> excluded = both.stream()
                .map(ObjectMatch::exclude)
                .flatMap(Optional::stream)
                .map(match -> "objects with " + listed(parts(match)))
                .toList();
        return (parts.isEmpty() ? "all objects" : "objects with " + listed(parts))
                + (excluded.isEmpty() ? "" : ", except " + String.join(" and ", excluded));
    }

    private static List<String> parts(ObjectMatch match) {
        List<String> parts = new ArrayList<>();
        if (!match.kinds().isEmpty()) {
            parts.add("the kind " + String.join(" or ", new TreeSet<>(match.kinds())));
        }
        if (!match.names().isEmpty()) {
            parts.add("the name "
                    + String.join(
                            " or ",
                            match.names().stream().map(NamePattern::text).toList()));
        }
        match.selector().requirements().forEach(requirement -> parts.add(label(requirement)));
        return parts;
    }

    private static String label(Requirement requirement) {
        String values = String.join(" or ", new TreeSet<>(requirement.values()));
        return switch (requirement.operator()) {
            case IN -> "the label %s=%s".formatted(requirement.key(), values);
            case NOT_IN -> "no label %s=%s".formatted(requirement.key(), values);
            case EXISTS -> "a label " + requirement.key();
            case DOES_NOT_EXIST -> "no label " + requirement.key();
        };
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
