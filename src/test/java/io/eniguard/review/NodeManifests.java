package io.eniguard.review;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Manifests of nodes, and a small world for them in which custom networking is on and each ENIConfig has its own pod subnet. */
final class NodeManifests {

    private NodeManifests() {}

    static Tree node(Map<String, ?> labels, String providerId) {
        return manifest(new LinkedHashMap<>(Map.of("name", "node-1", "labels", labels)), providerId);
    }

    static Tree manifest(Map<String, ?> metadata, String providerId) {
        return Tree.of(Map.of(
                "apiVersion", "v1", "kind", "Node", "metadata", metadata, "spec", Map.of("providerID", providerId)));
    }

    /**
     * Returns a world with these ENIConfigs.
     *
     * @param eniConfigs the names of the ENIConfigs; the first ten characters of a name are the zone of its subnet
     */
    static World world(String... eniConfigs) {
        return new World(
                vpc(eniConfigs),
                cluster(CniSettings.assumedDefaults(), eniConfigs),
                Parameters.DEFAULTS,
                Instant.EPOCH);
    }

    static ClusterSnapshot cluster(CniSettings cni, String... eniConfigs) {
        return ClusterSnapshot.builder()
                .cni(cni)
                .eniConfigs(IntStream.range(0, eniConfigs.length)
                        .mapToObj(i -> new EniConfig(
                                eniConfigs[i], Map.of(), Optional.of(new Tree(Map.of("subnet", subnetId(i))))))
                        .toList())
                .build();
    }

    static VpcSnapshot vpc(String... eniConfigs) {
        List<Subnet> subnets = IntStream.range(0, eniConfigs.length)
                .mapToObj(i -> new Subnet(
                        subnetId(i),
                        Optional.empty(),
                        Optional.of(Ipv4Cidr.parse("100.64.%d.0/24".formatted(i))),
                        Zone.named(eniConfigs[i].substring(0, Math.min(10, eniConfigs[i].length()))),
                        new Subnet.Condition(Optional.of("available"), Optional.of(200), Map.of())))
                .toList();
        return VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.empty()))
                .with(Part.SUBNETS, subnets)
                .build();
    }

    private static String subnetId(int number) {
        return "subnet-%017x".formatted(number + 1);
    }
}
