package io.eniguard.source.ec2;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cluster's objects make worth asking for.
 *
 * @param subnetIds that ENIConfigs name: asked for also where they lie in another VPC
 * @param groupIds security groups that ENIConfigs name, likewise
 * @param nodeInstance the EC2 instance of some node, which knows its VPC; empty while there is none
 * @param region where nodes run
 */
public record Wanted(
        Set<String> subnetIds, Set<String> groupIds, Optional<String> nodeInstance, Optional<String> region) {

    /** Local zones are called after the region that they belong to: {@code us-west-2-lax-1a}. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}$");

    public Wanted {
        subnetIds = Set.copyOf(subnetIds);
        groupIds = Set.copyOf(groupIds);
    }

    public static Wanted by(ClusterSnapshot cluster) {
        return new Wanted(
                subnets(cluster.eniConfigs()),
                groups(cluster.eniConfigs()),
                cluster.nodes().stream()
                        .filter(ClusterNode::isGoverned)
                        .flatMap(node -> instance(node).stream())
                        .findFirst(),
                cluster.nodes().stream()
                        .map(ClusterNode::zone)
                        .flatMap(zone -> region(zone).stream())
                        .findFirst());
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

    private static Optional<String> instance(ClusterNode node) {
        return node.providerId().map(INSTANCE::matcher).filter(Matcher::find).map(Matcher::group);
    }

    private static Optional<String> region(Zone zone) {
        return zone.name().map(REGION::matcher).filter(Matcher::lookingAt).map(Matcher::group);
    }
}
