package io.eniguard.cluster;

import io.eniguard.net.Zone;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The nodes that resolve to one ENIConfig, with their zones and instance types. A cluster can have thousands of nodes, so this value is
 * calculated once per snapshot and not in every review.
 *
 * @param nodes the nodes, newest first
 * @param zones the zones of the nodes, without duplicates
 * @param instanceTypes the known instance types of the nodes, without duplicates
 * @param sizes the number of nodes of each size
 */
public record BoundNodes(
        List<ClusterNode> nodes, Set<Zone> zones, Set<String> instanceTypes, Map<Size, Integer> sizes) {

    /**
     * The facts about a node that limit the addresses of its pods.
     *
     * @param maxPods the largest number of pods that the kubelet accepts; empty if the node does not report it
     */
    public record Size(Optional<String> instanceType, OptionalLong maxPods) {}

    /** The timestamp of a node that is not stored yet. It sorts after every real timestamp, so the node counts as the newest. */
    private static final String NOT_STORED_YET = "~";

    // API servers write timestamps in UTC with whole seconds, so the order of the texts is the order of the instants.
    private static final Comparator<ClusterNode> NEWEST_FIRST = Comparator.comparing(
                    (ClusterNode node) -> node.creationTimestamp().orElse(NOT_STORED_YET))
            .reversed()
            .thenComparing(ClusterNode::name);

    /** The value for an ENIConfig that no node resolves to. */
    public static final BoundNodes NONE = of(List.of());

    static BoundNodes of(Collection<ClusterNode> nodes) {
        Set<Zone> zones = new LinkedHashSet<>();
        Set<String> instanceTypes = new LinkedHashSet<>();
        Map<Size, Integer> sizes = new LinkedHashMap<>();
        nodes.stream().map(ClusterNode::zone).forEach(zones::add);
        nodes.stream().map(ClusterNode::instanceType).flatMap(Optional::stream).forEach(instanceTypes::add);
        nodes.forEach(
                node -> sizes.merge(new Size(node.instanceType(), node.pods().capacityNumber()), 1, Integer::sum));
        return new BoundNodes(
                nodes.stream().sorted(NEWEST_FIRST).toList(),
                Collections.unmodifiableSet(zones),
                Collections.unmodifiableSet(instanceTypes),
                Collections.unmodifiableMap(sizes));
    }
}
