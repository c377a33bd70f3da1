package io.eniguard.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The cluster of most measurements: 5,000 nodes in six zones, 300 subnets, and 60 ENIConfigs, ten in each zone, each with its own pod
 * subnet in 100.64.0.0/10. It contains no mistakes, so that no rule ends early. The same seed gives the same fleet.
 */
final class Fleet {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "111122223333";
    private static final Size USUAL = new Size(5_000, 240, 60);

    /** The zone ids intentionally differ from the zone names, as in most accounts. */
    private static final List<Zone> ZONES = List.of(
            new Zone("us-east-1a", "use1-az4"),
            new Zone("us-east-1b", "use1-az6"),
            new Zone("us-east-1c", "use1-az1"),
            new Zone("us-east-1d", "use1-az2"),
            new Zone("us-east-1e", "use1-az3"),
            new Zone("us-east-1f", "use1-az5"));

    /** The number of pods is the limit with custom networking: (interfaces - 1) x (addresses - 1) + 2, at most 110. */
    private static final List<InstanceShape> TYPES = List.of(
            new InstanceShape("m5.large", "amd64", 2, 8, 20),
            new InstanceShape("m5.xlarge", "amd64", 4, 16, 44),
            new InstanceShape("c6i.2xlarge", "amd64", 8, 16, 44),
            new InstanceShape("r6g.xlarge", "arm64", 4, 32, 44),
            new InstanceShape("m6i.4xlarge", "amd64", 16, 64, 110));

    private final Size size;
    private final String vpcId;
    private final List<String> securityGroups;
    private final List<Block> nodeSubnets = new ArrayList<>();
    private final List<PodNetwork> podNetworks = new ArrayList<>();
    private final List<Host> nodes = new ArrayList<>();

    Fleet(long seed) {
        this(seed, USUAL);
    }

    Fleet(long seed, Size size) {
        this.size = size;
        var ids = new Ids(seed);
        vpcId = ids.aws("vpc");
        securityGroups = List.of(ids.aws("sg"), ids.aws("sg"), ids.aws("sg"));
        for (int i = 0; i < size.nodeSubnets(); i++) {
            nodeSubnets.add(new Block(ids.aws("subnet"), "10.%d.%d.0/22".formatted(i / 64, i % 64 * 4), zone(i)));
        }
        for (int i = 0; i < size.podSubnets(); i++) {
            var block = new Block(ids.aws("subnet"), "100.%d.%d.0/20".formatted(64 + i / 16, i % 16 * 16), zone(i));
            podNetworks.add(new PodNetwork("%s-pods-%02d".formatted(zone(i).name(), i / ZONES.size()), block));
        }
        for (int i = 0; i < size.nodes(); i++) {
            nodes.add(host(ids, i));
        }
    }

    /** A node that is not part of the fleet yet. Its number follows the number of the last node. */
    Host newcomer(Ids ids, int number) {
        return host(ids, size.nodes() + number);
    }

    private Host host(Ids ids, int number) {
        // The VPC reserves the first four addresses of a subnet.
        int inSubnet = 4 + number / size.nodeSubnets();
        int index = number % size.nodeSubnets();
        Block subnet = nodeSubnets.get(index);
        String address = "10.%d.%d.%d".formatted(index / 64, index % 64 * 4 + inSubnet / 256, inSubnet % 256);
        InstanceShape type = TYPES.get(ids.below(TYPES.size()));
        return new Host(ids.aws("i"), type, subnet, address, number);
    }

    private static Zone zone(int number) {
        return ZONES.get(number % ZONES.size());
    }

    String vpcId() {
        return vpcId;
    }

    /** Three security groups; the first one is the cluster's own. */
    List<String> securityGroups() {
        return securityGroups;
    }

    List<Zone> zones() {
        return ZONES;
    }

    List<Block> nodeSubnets() {
        return List.copyOf(nodeSubnets);
    }

    List<PodNetwork> podNetworks() {
        return List.copyOf(podNetworks);
    }

    List<Host> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** A pod network in the zone of the node. Nodes with consecutive numbers get different networks. */
    PodNetwork podNetworkOf(Host host) {
        int zone = ZONES.indexOf(host.subnet().zone());
        int turn = host.number() / ZONES.size() % (size.podSubnets() / ZONES.size());
        return podNetworks.get(zone + ZONES.size() * turn);
    }

    /**
     * The size of a fleet.
     *
     * @param nodes at most 1,000 for each subnet of nodes
     * @param podSubnets also the number of ENIConfigs
     */
    record Size(int nodes, int nodeSubnets, int podSubnets) {}

    record Zone(String name, String id) {}

    /** A subnet: its id, its IPv4 block and its zone. */
    record Block(String subnetId, String cidr, Zone zone) {}

    /** An ENIConfig by name, and the subnet it names. */
    record PodNetwork(String eniConfig, Block block) {}

    record InstanceShape(String name, String architecture, int vcpus, int memoryGiB, int pods) {}

    /**
     * An EC2 instance that is or becomes a node.
     *
     * @param number the number of the host in the fleet, starting at 0
     */
    record Host(String instanceId, InstanceShape type, Block subnet, String address, int number) {
        String name() {
            return "ip-" + address.replace('.', '-') + ".ec2.internal";
        }

        String zone() {
            return subnet.zone().name();
        }
    }
}
