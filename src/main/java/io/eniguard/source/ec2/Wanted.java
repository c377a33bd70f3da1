package io.eniguard.source.ec2;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.net.Zone;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster's objects make worth asking for.
 *
 * @param subnetIds that ENIConfigs name: asked for also where they lie in another VPC
 * @param groupIds security groups that ENIConfigs name, likewise
 * @param instanceIds EC2 instances of the nodes that the CNI serves: they know their zone, type and VPC
 * @param instanceTypes by name, that nodes have, or that NodePools ask for
 * @param region where nodes run
 * @param reservations of which subnets CIDR reservations are asked, which takes a call for each
 */
public record Wanted(
        Set<String> subnetIds,
        Set<String> groupIds,
        Set<String> instanceIds,
        Set<String> instanceTypes,
        Optional<String> region,
        Reservations reservations) {

    /** Whose CIDR reservations are asked for. */
    public enum Reservations {
        /** Where nodes take no prefixes, no rule reads them. */
        NONE,
        OF_NAMED_SUBNETS,
        OF_ALL_SUBNETS
    }

    /** Local zones are called after the region that they belong to: {@code us-west-2-lax-1a}. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]+");

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
                cluster.nodes().stream()
                        .map(ClusterNode::zone)
                        .flatMap(zone -> region(zone).stream())
                        .findFirst(),
                cluster.cni()
                                .flatMap(CniSettings::prefixDelegation)
                                .filter(isOn -> !isOn)
                                .isPresent()
                        ? Reservations.NONE
                        : Reservations.OF_NAMED_SUBNETS);
    }

    /** For facts that are to serve ENIConfigs that are still to be written. */
    public Wanted withAllReservations() {
        return new Wanted(subnetIds, groupIds, instanceIds, instanceTypes, region, Reservations.OF_ALL_SUBNETS);
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

    private static Optional<String> region(Zone zone) {
        return zone.name().map(REGION::matcher).filter(Matcher::lookingAt).map(Matcher::group);
    }
}
