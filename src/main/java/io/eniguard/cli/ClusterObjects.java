package io.eniguard.cli;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.tree.PlacedObject;
import java.util.List;
import java.util.Set;

/**
 * The objects of the source {@code --cluster}.
 *
 * @param unlisted the kinds of which the cluster may have further objects, because the user may not list them
 */
record ClusterObjects(List<PlacedObject> objects, Set<ReviewedKind> unlisted) {

    /** No objects, for a command without the option {@code --cluster}. */
    static final ClusterObjects NONE = new ClusterObjects(List.of(), Set.of());

    ClusterObjects {
        objects = List.copyOf(objects);
        unlisted = Set.copyOf(unlisted);
    }
}
