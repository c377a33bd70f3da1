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
 * The facts about AWS that the objects of a cluster call for.
 *
 * @param subnetIds the subnets that ENIConfigs name, which are read even if they lie in another VPC
 * @param groupIds the security groups that ENIConfigs name, likewise
 * @param instanceIds the EC2 instances of the nodes that the CNI serves: EC2 knows their zone, type and VPC
 * @param instanceTypes the names of the types that nodes have or that NodePools ask for
 * @param hints where the cluster runs
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
        /** No rule reads reservations while nodes take no prefixes. */
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

    /** The region of the nodes. */
    public Optional<String> region() {
        return hints.region();
    }

    /** The same with the reservations of all subnets: for facts that also serve ENIConfigs that nobody has written yet. */
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
