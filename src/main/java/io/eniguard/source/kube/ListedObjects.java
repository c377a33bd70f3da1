package io.eniguard.source.kube;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.tree.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of a cluster that could be listed.
 *
 * @param objects the objects, in the order of kinds
 * @param unlisted the kinds that were skipped without a failure, because the user may list them only in some namespaces
 * @param policyTrouble the reason why the policies were skipped; empty if they were listed, or if their kind is not installed
 * @param failures the failure for each kind that could not be listed, by the kind's name, such as {@code NodePool}
 */
public record ListedObjects(
        List<Tree> objects, Set<ReviewedKind> unlisted, Optional<String> policyTrouble, Map<String, Failure> failures) {

    /**
     * The reason why a kind could not be listed.
     *
     * @param resource the resource as RBAC and the API server name it, such as {@code nodepools.karpenter.sh}
     * @param isForbidden whether the user lacks the permission
     */
    public record Failure(String resource, String reason, boolean isForbidden) {}

    public ListedObjects {
        objects = List.copyOf(objects);
        unlisted = Set.copyOf(unlisted);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
