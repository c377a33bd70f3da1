package io.eniguard.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Selects objects. All given parts must hold, and an empty part holds for every object.
 *
 * @param kinds the Kubernetes kinds
 * @param names patterns of names, of which one must match
 * @param exclude selects the objects that are not selected although the other parts hold; empty if there are none
 */
public record ObjectMatch(
        Set<String> kinds, List<NamePattern> names, LabelSelector selector, Optional<ObjectMatch> exclude) {

    /** Selects every object. */
    public static final ObjectMatch ANY = new ObjectMatch(Set.of(), List.of(), LabelSelector.ANY, Optional.empty());

    public ObjectMatch {
        kinds = Set.copyOf(kinds);
        names = List.copyOf(names);
        // An exclusion without parts would exclude every object, which no author means.
        exclude = exclude.filter(other -> !other.equals(ANY));
    }

    public boolean selects(Subject subject) {
        return (kinds.isEmpty() || kinds.contains(subject.kind()))
                && (names.isEmpty() || names.stream().anyMatch(pattern -> pattern.matches(subject.name())))
                && selector.selects(subject.labels())
                && exclude.filter(other -> other.selects(subject)).isEmpty();
    }

    /** Returns whether objects of this kind can be selected. */
    public boolean canSelect(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }
}
