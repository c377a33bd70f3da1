package io.eniguard.review.explain;

import io.eniguard.cluster.ObjectId;
import io.eniguard.text.NameList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The sources of the objects of a cluster.
 *
 * @param places the source of each object, such as {@code nodes.yaml:12}
 */
public record ObjectPlaces(Map<ObjectId, String> places) {

    public ObjectPlaces {
        places = Map.copyOf(places);
    }

    /** Returns the source of the object; empty if the object is not known. Kinds are unique among the objects that eniguard reads. */
    Optional<String> of(String kind, String name) {
        return places.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind)
                        && entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the sources of all objects of the kind, such as {@code a.yaml:1, a.yaml:9, b.yaml:1 and 4 more}; empty if there are none. */
    Optional<String> ofAll(String kind) {
        return ofAll(kind, name -> true);
    }

    /** Returns the sources of the objects of the kind with these names; empty if none of them is known. */
    Optional<String> ofAll(String kind, Predicate<String> names) {
        List<String> sources = places.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind)
                        && names.test(entry.getKey().name()))
                .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        return sources.isEmpty() ? Optional.empty() : Optional.of(NameList.of(sources, 300));
    }
}
