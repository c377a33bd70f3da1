package io.eniguard.source.ec2;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts about AWS that are needed to review the objects of a cluster.
 *
 * @param subnetIds the subnets that ENIConfigs name; they are read even if they are in another VPC
 * @param groupIds the security groups that ENIConfigs name; they are read even if they are in another VPC
 * @param instanceIds the EC2 instances of the nodes on which the CNI runs; EC2 reports the zone, type and VPC of each instance
 * @param instanceTypes the instance types of nodes, and the instance types that NodePools require
 * @param hints the cluster's region, name and VPC according to its Kubernetes objects
 * @param reservations the subnets whose CIDR reservations are read, with one call for each subnet
 */
public record Wanted(
        Set<String> subnetIds,
        Set<String> groupIds,
        Set<String> instanceIds,
        Set<String> instanceTypes,
        ClusterHints hints,
        Reservations reservations) {

    /** The subnets whose CIDR reservations are read. */
    public enum Reservations {
        /** No subnets. In clusters without prefix delegation, no rule reads reservations. */
        NONE,
        OF_NAMED_SUBNETS,
        OF_ALL_SUBNETS
    }

    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

    public Wanted {
        subnetIds = Set.copyOf(subnetIds);
        groupIds = Set.copyOf(groupIds);
        instanceIds = Collections.unmodifiableSortedSet(new TreeSet<>(instanceIds));
        instanceTypes = Set.copyOf(instanceTypes);
    }

    /** Returns the facts that the objects of the cluster need. */
    public static Wanted by(ClusterSnapshot cluster) {
        return new Wanted(
                subnets(cluster.eniConfigs()),
                groups(cluster.eniConfigs()),
                instances(cluster.nodes()),
                types(cluster),
                ClusterHints.of(cluster),
                cluster.cni()
                                .flatMap(CniSettings::prefixDelegation)
                                .filter(isOn -> !isOn)
                                .isPresent()
                        ? Reservations.NONE
                        : Reservations.OF_NAMED_SUBNETS);
    }

    /** Returns the region of the nodes, or empty if the region is unknown. */
    public Optional<String> region() {
        return hints.region();
    }

    /** Returns the same facts with the reservations of all subnets, because future ENIConfigs may name any subnet. */
    public Wanted withAllReservations() {
        return new Wanted(subnetIds, groupIds, instanceIds, instanceTypes, hints, Reservations.OF_ALL_SUBNETS);
    }

    boolean wantsReservationsOf(String subnetId) {
        return reservations == Reservations.OF_ALL_SUBNETS || subnetIds.contains(subnetId);
    }

    private static Set<String> subnets(Collection<EniConfig> configs) {
        Set<String> ids = new TreeSet<>();
        configs.forEach(config -> config.subnetId().ifPresent(ids::add));
        return ids;
    }

    private static Set<String> groups(Collection<EniConfig> configs) {
        Set<String> ids = new TreeSet<>();
        configs.forEach(config -> ids.addAll(config.securityGroupIds()));
        return ids;
    }

    private static Set<String> instances(Collection<ClusterNode> nodes) {
        return nodes.stream()
                .filter(ClusterNode::isGoverned)
                .flatMap(node -> node.instanceId().stream())
                .filter(id -> INSTANCE.matcher(id).matches())
                .collect(Collectors.toSet());
    }

    private static Set<String> types(ClusterSnapshot cluster) {
        Stream<String> ofNodes =
                cluster.nodes().stream().filter(ClusterNode::isGoverned).flatMap(node -> node.instanceType().stream());
        Stream<String> ofPools = cluster.nodePools().stream()
                .flatMap(pool -> pool.requirements().stream())
                .filter(requirement -> requirement.key().equals(KubeletConfigMap.INSTANCE_TYPE))
                .flatMap(requirement -> requirement.values().stream());
        return Stream.concat(ofNodes, ofPools).collect(Collectors.toSet());
    }
}
