package io.eniguard.cluster;

import io.eniguard.net.Zone;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes that resolve to one ENIConfig, with what rules ask of all of them. A cluster has thousands, so that is gathered once for
 * a snapshot and not in every review.
 *
 * @param nodes newest first
 * @param zones where they run, each once
 * @param instanceTypes those that are known, each once
 */
public record BoundNodes(List<ClusterNode> nodes, Set<Zone> zones, Set<String> instanceTypes) {

    /** After every timestamp. */
    private static final String NOT_YET = "~";

    // API servers write timestamps in UTC with whole seconds, so that the texts are in the order of the instants.
    private static final Comparator<ClusterNode> NEWEST_FIRST = Comparator.comparing(
                    (ClusterNode node) -> node.creationTimestamp().orElse(NOT_YET))
            .reversed()
            .thenComparing(ClusterNode::name);

    /** Of an ENIConfig that no node resolves to. */
    public static final BoundNodes NONE = of(List.of());

    static BoundNodes of(Collection<ClusterNode> nodes) {
        Set<Zone> zones = new LinkedHashSet<>();
        Set<String> instanceTypes = new LinkedHashSet<>();
        nodes.stream().map(ClusterNode::zone).forEach(zones::add);
        nodes.stream().map(ClusterNode::instanceType).flatMap(Optional::stream).forEach(instanceTypes::add);
        return new BoundNodes(
                nodes.stream().sorted(NEWEST_FIRST).toList(),
                Collections.unmodifiableSet(zones),
                Collections.unmodifiableSet(instanceTypes));
    }
}
