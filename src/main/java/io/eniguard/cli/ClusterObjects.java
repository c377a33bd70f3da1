package io.eniguard.cli;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.tree.PlacedObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of the source {@code --cluster}.
 *
 * @param unlisted the kinds of which the cluster may have further objects, because the user may not list them
 * @param policyTrouble the reason why the policies of a live cluster are unknown; empty if they are known
 */
record ClusterObjects(List<PlacedObject> objects, Set<ReviewedKind> unlisted, Optional<String> policyTrouble) {

    /** No objects, for a command without the option {@code --cluster}. */
    static final ClusterObjects NONE = new ClusterObjects(List.of(), Set.of(), Optional.empty());

    ClusterObjects {
        objects = List.copyOf(objects);
        unlisted = Set.copyOf(unlisted);
    }
}
