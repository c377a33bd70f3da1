package io.eniguard.placement;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The input of a placement test: the pod subnets of one zone, each with its ENIConfig, and the nodes. Immutable.
 *
 * @param asOf the time when EC2 was read; empty for the current time
 */
record PodNetwork(List<EniConfig> eniConfigs, List<Subnet> subnets, List<ClusterNode> nodes, Optional<Instant> asOf) {

    static final Zone ZONE = Zone.named("us-west-2a");
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static PodNetwork empty() {
        return new PodNetwork(List.of(), List.of(), List.of(), Optional.empty());
    }

    /**
     * Returns this network with another subnet and its ENIConfig.
     *
     * @param free the number of free addresses that EC2 reports; empty if it is unknown
     */
    PodNetwork withSubnet(String eniConfig, Optional<Integer> free) {
        return withSubnet(eniConfig, free, ZONE);
    }

    PodNetwork withSubnet(String eniConfig, int free) {
        return withSubnet(eniConfig, Optional.of(free));
    }

    PodNetwork withSubnet(String eniConfig, Optional<Integer> free, Zone zone) {
        String id = "subnet-%017x".formatted(subnets.size() + 1);
        Subnet subnet = new Subnet(
                id,
                Optional.empty(),
                Optional.of(Ipv4Cidr.parse("100.64.0.0/16")),
                zone,
                new Subnet.Condition(Optional.of("available"), free, Map.of()));
        return new PodNetwork(eniConfigs, plus(subnets, subnet), nodes, asOf).withEniConfig(eniConfig, id);
    }

    PodNetwork withEniConfig(String name, String subnetId) {
        EniConfig eniConfig = new EniConfig(name, Map.of(), Optional.of(new Tree(Map.of("subnet", subnetId))));
        return new PodNetwork(plus(eniConfigs, eniConfig), subnets, nodes, asOf);
    }

    PodNetwork withNode(String name, String eniConfig, Instant createdAt) {
        ClusterNode node = new ClusterNode(
                name,
                Map.of(CniSettings.DEFAULT_KEY, eniConfig),
                Map.of(),
                Optional.empty(),
                Optional.of(createdAt.toString()),
                new ClusterNode.Pods(Optional.empty(), Optional.empty()));
        return new PodNetwork(eniConfigs, subnets, plus(nodes, node), asOf);
    }

    PodNetwork asOf(Instant instant) {
        return new PodNetwork(eniConfigs, subnets, nodes, Optional.of(instant));
    }

    PodNetwork shuffled(Random random) {
        return new PodNetwork(shuffled(eniConfigs, random), shuffled(subnets, random), shuffled(nodes, random), asOf);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return List.copyOf(longer);
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return List.copyOf(copy);
    }

    World world() {
        return world(VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", asOf))
                .with(Part.SUBNETS, subnets)
                .build());
    }

    World worldWithoutVpc() {
        return world(VpcSnapshot.nothing("EC2"));
    }

    private World world(VpcSnapshot vpc) {
        return new World(
                vpc,
                ClusterSnapshot.builder()
                        .cni(CniSettings.assumedDefaults())
                        .eniConfigs(eniConfigs)
                        .nodes(nodes)
                        .build(),
                Parameters.DEFAULTS,
                NOW);
    }

    /** Returns a placement in which every ENIConfig is fit and every node takes 10 addresses. */
    Placement placement() {
        return placement(world());
    }

    static Placement placement(World world) {
        return new Placement(world, eniConfig -> true, node -> 10);
    }

    /** Returns a node as a kubelet registers it, without an ENIConfig. */
    static ClusterNode newNode(String name) {
        return new ClusterNode(
                name,
                Map.of(),
                Map.of(),
                Optional.of("aws:///us-west-2a/i-0123456789abcdef0"),
                Optional.empty(),
                new ClusterNode.Pods(Optional.empty(), Optional.empty()));
    }
}
