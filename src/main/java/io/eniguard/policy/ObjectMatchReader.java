package io.eniguard.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a {@code match} of a policy. */
final class ObjectMatchReader {

    private static final int MOST_NAMES = 200;
    private static final int LONGEST_NAME = 253;
    private static final int MOST_KINDS = 20;

    private static final List<String> PARTS = List.of("kinds", "names", "selector", "exclude");
    private static final List<String> PARTS_OF_EXCLUSION = List.of("kinds", "names", "selector");

    private ObjectMatchReader() {}

    static ObjectMatch read(PolicyField match) {
        if (!match.isMapping(PARTS)) {
            return ObjectMatch.ANY;
        }
        PolicyField exclude = match.at("exclude");
        Optional<ObjectMatch> exclusion = exclude.isMapping(PARTS_OF_EXCLUSION)
                ? Optional.of(parts(exclude, Optional.empty()))
                : Optional.empty();
        return parts(match, exclusion);
    }

    private static ObjectMatch parts(PolicyField match, Optional<ObjectMatch> exclusion) {
        List<NamePattern> names = match.at("names").texts(MOST_NAMES, LONGEST_NAME).stream()
                .map(NamePattern::new)
                .collect(Collectors.toList());
        return new ObjectMatch(kinds(match.at("kinds")), names, SelectorReader.read(match.at("selector")), exclusion);
    }

    private static Set<String> kinds(PolicyField field) {
        Set<String> kinds = new LinkedHashSet<>();
        for (PolicyField item : field.items(MOST_KINDS)) {
            item.required(LONGEST_NAME, "remove the item, or write a kind").ifPresent(kind -> {
                if (ConditionScope.KINDS.contains(kind)) {
                    kinds.add(kind);
                } else {
                    item.unknown(kind, "a kind that policies select", ConditionScope.KINDS);
                }
            });
        }
        return kinds;
    }
}
