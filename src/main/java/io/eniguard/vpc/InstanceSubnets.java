package io.eniguard.vpc;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The subnets of the primary interfaces of instances. The facts about instances and the facts about network interfaces both contain these
 * subnets. One of the two is enough. Some of the instances may not be nodes of the cluster.
 */
public final class InstanceSubnets {

    private final Map<String, Set<String>> described;
    private final Optional<AddressUse> interfaces;

    InstanceSubnets(Collection<Instance> instances, Optional<AddressUse> interfaces) {
        described = instances.stream()
                .filter(instance -> instance.subnetId().isPresent())
                .collect(Collectors.groupingBy(
                        instance -> instance.subnetId().orElseThrow(),
                        Collectors.mapping(Instance::id, Collectors.toSet())));
        this.interfaces = interfaces;
    }

    /** Returns the ids of the known instances whose primary interface is in the subnet. */
    public Set<String> instancesIn(String subnetId) {
        return sets(subnetId).flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Returns the ids of the known subnets of the instances, in order of id. */
    public List<String> of(Set<String> instanceIds) {
        Set<String> subnets = new HashSet<>(described.keySet());
        interfaces.ifPresent(use -> subnets.addAll(use.subnetsOfInstances()));
        return subnets.stream()
                .filter(id -> sets(id).anyMatch(instances -> !Collections.disjoint(instances, instanceIds)))
                .sorted()
                .toList();
    }

    private Stream<Set<String>> sets(String subnetId) {
        return Stream.concat(
                Stream.of(described.getOrDefault(subnetId, Set.of())),
                interfaces.map(use -> use.instancesIn(subnetId)).stream());
    }
}
