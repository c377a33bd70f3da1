package io.eniguard.review.explain;

import io.eniguard.cluster.ObjectId;
import java.util.Map;
import java.util.Optional;

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
}
