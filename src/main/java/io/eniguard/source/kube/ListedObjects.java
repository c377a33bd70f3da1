package io.eniguard.source.kube;

import io.eniguard.tree.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a cluster, as far as they may be listed.
 *
 * @param objects in the order of kinds
 * @param failures the reason for each kind that could not be listed, by the kind's name: {@code NodePool}
 */
public record ListedObjects(List<Tree> objects, Map<String, Failure> failures) {

    /**
     * Why a kind could not be listed.
     *
     * @param resource as RBAC and the API server name it: {@code nodepools.karpenter.sh}
     * @param isForbidden whether the user lacks the permission
     */
    public record Failure(String resource, String reason, boolean isForbidden) {}

    public ListedObjects {
        objects = List.copyOf(objects);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
