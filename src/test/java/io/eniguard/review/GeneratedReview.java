package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ClusterSnapshotBuilder;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.NatGateway;
import io.eniguard.vpc.NetworkInterface;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.RouteTable;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcPeering;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A review of an ENIConfig that is generated from a seed, in a world with many mistakes. There are only a few ids, so that objects refer to
 * each other. Names are long, so that messages get long. Facts of each kind are sometimes missing.
 */
final class GeneratedReview {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> ZONES =
            List.of("ap-northeast-1-wl1-kix-wlz-1", "ap-southeast-2-per-1a", "us-west-2a");
    private static final List<String> ZONE_IDS = List.of("apne1-wl1-kix-wlz1", "apse2-per1-az1", "usw2-az1");
    private static final List<String> VPCS = List.of("vpc-0a1b2c3d4e5f60718", "vpc-0b2c3d4e5f6071829");
    private static final List<String> BLOCKS = List.of(
            "100.127.255.240/28",
            "100.127.255.224/28",
            "100.64.0.0/19",
            "100.64.32.0/19",
            "100.64.64.0/19",
            "172.31.255.240/28",
            "198.19.255.240/28",
            "198.18.255.240/28",
            "203.0.113.240/28",
            "128.0.0.0/1");
    private static final List<String> TEXTS = List.of(
            "",
            "5",
            "us-west-2A",
            "web",
            "x".repeat(300),
            "line\nbreak\u0007\u202e",
            "\"quoted\"",
            "subnet-",
            "𝒳".repeat(90));

    private final SplittableRandom random;
    private final List<Subnet> subnets = new ArrayList<>();
    private final List<SecurityGroup> groups = new ArrayList<>();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final List<CidrReservation> reservations = new ArrayList<>();
    private final List<RouteTable> tables = new ArrayList<>();
    private final List<NatGateway> gateways = new ArrayList<>();
    private final List<VpcPeering> peerings = new ArrayList<>();
    private final Supplier<VpcSnapshotBuilder> facts;
    private final ClusterSnapshotBuilder cluster = ClusterSnapshot.builder();
    private final Duration age;
    private final Parameters parameters;
    private final ReviewRequest request;

    GeneratedReview(int seed) {
        random = new SplittableRandom(seed);
        age = Duration.ofMinutes(random.nextInt(2) == 0 ? random.nextInt(15) : 16 + random.nextInt(5000));
        for (int i = 0; i < 6; i++) {
            if (random.nextInt(4) > 0) {
                subnets.add(subnet("subnet-0a1b2c3d4e5f6071" + i));
            }
            if (random.nextInt(4) > 0) {
                groups.add(group("sg-0a1b2c3d4e5f6071" + i));
            }
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            nodes.add(node(i));
        }
        List<Vpc> vpcs = VPCS.stream().map(this::vpc).toList();
        EksCluster eks = eks();
        List<SecurityGroup.VpcAssociation> lent = List.of(
                new SecurityGroup.VpcAssociation(groupId(), VPCS.get(1), oneOf("associated", "disassociation-failed")));
        for (int i = random.nextInt(4); i > 0; i--) {
            interfaces.add(networkInterface("eni-0a1b2c3d4e5f6071" + i));
            reservations.add(new CidrReservation(
                    subnetId(),
                    Ipv4Cidr.parse(BLOCKS.get(random.nextInt(BLOCKS.size()))),
                    oneOf("prefix", "explicit")));
            tables.add(table("rtb-0a1b2c3d4e5f6071" + i));
            gateways.add(natGateway(i));
            peerings.add(peering(i));
        }
        boolean[] known = new boolean[8];
        for (int i = 0; i < known.length; i++) {
            known[i] = random.nextInt(6) > 0;
        }
        String clusterVpc = random.nextInt(3) > 0 ? VPCS.get(0) : VPCS.get(1);
        facts = () -> {
            VpcSnapshotBuilder builder =
                    VpcSnapshot.builder(new VpcSnapshot.Origin("EC2", Optional.of(NOW.minus(age))));
            if (known[0]) {
                builder.with(Part.SUBNETS, subnets);
            }
            if (known[1]) {
                builder.with(Part.SECURITY_GROUPS, groups).with(Part.GROUP_ASSOCIATIONS, lent);
            }
            if (known[2]) {
                builder.with(Part.VPCS, vpcs);
            }
            if (known[3]) {
                builder.with(
                        Part.ZONES,
                        List.of(Zone.of(ZONES.get(0), ZONE_IDS.get(0)), Zone.of(ZONES.get(2), ZONE_IDS.get(2))));
            }
            if (known[4]) {
                builder.with(Part.CLUSTER, eks);
            }
            if (known[5]) {
                builder.clusterVpcId(clusterVpc);
            }
            if (known[6]) {
                builder.with(Part.INTERFACES, AddressUse.of(interfaces));
            }
            if (known[7]) {
                builder.with(Part.ROUTE_TABLES, tables)
                        .with(Part.NAT_GATEWAYS, gateways)
                        .with(Part.VPC_PEERINGS, peerings)
                        .with(Part.RESERVATIONS, reservations);
            }
            return builder;
        };
        if (random.nextInt(5) > 0) {
            cluster.cni(cni());
        }
        cluster.nodeClasses(List.of(NodeClass.from(Tree.of(Map.of(
                "metadata",
                Map.of("name", "general".repeat(20)),
                "spec",
                Map.of("subnetSelectorTerms", List.of(Map.of("id", "subnet-0a1b2c3d4e5f60713"))))))));
        parameters = new Parameters(
                random.nextInt(4) == 0 ? CidrSet.of("172.31.255.240/29") : CidrSet.EMPTY,
                2,
                1 + random.nextInt(5),
                Parameters.DEFAULT_MAX_AGE,
                false);
        request = request();
    }

    ReviewRequest asked() {
        return request;
    }

    World world() {
        return world(NOW);
    }

    /** The same world with new facts. */
    World freshWorld() {
        return world(NOW.minus(age));
    }

    /** The same world with its facts and objects in another order. */
    World shuffledWorld() {
        Random shuffle = new Random(7);
        Collections.shuffle(subnets, shuffle);
        Collections.shuffle(groups, shuffle);
        Collections.shuffle(nodes, shuffle);
        Collections.shuffle(interfaces, shuffle);
        Collections.shuffle(reservations, shuffle);
        Collections.shuffle(tables, shuffle);
        Collections.shuffle(gateways, shuffle);
        Collections.shuffle(peerings, shuffle);
        return world(NOW);
    }

    private World world(Instant now) {
        return new World(facts.get().build(), cluster.nodes(nodes).build(), parameters, now);
    }

    private String subnetId() {
        return "subnet-0a1b2c3d4e5f6071" + random.nextInt(6);
    }

    private String groupId() {
        return "sg-0a1b2c3d4e5f6071" + random.nextInt(7);
    }

    private Subnet subnet(String id) {
        int zone = random.nextInt(ZONES.size());
        Map<String, String> tags = new HashMap<>();
        if (random.nextInt(3) == 0) {
            tags.put("kubernetes.io/role/cni", oneOf("0", "1"));
            tags.put("cni.networking.k8s.aws/cluster/" + "blue".repeat(25), "1");
            tags.put("cni.networking.k8s.aws/cluster/red", "1");
        }
        return new Subnet(
                id,
                maybe(oneOf(VPCS.get(0), VPCS.get(1))),
                maybe(BLOCKS.get(random.nextInt(BLOCKS.size()))).map(Ipv4Cidr::parse),
                new Zone(maybe(ZONES.get(zone)), maybe(ZONE_IDS.get(zone))),
                new Subnet.Condition(
                        maybe(oneOf("available", "available", "available", "failed-insufficient-capacity")),
                        maybe(random.nextInt(60)),
                        tags));
    }

    private SecurityGroup group(String id) {
        return new SecurityGroup(
                id,
                new SecurityGroup.Description(maybe("group " + id), Map.of()),
                maybe(oneOf(VPCS.get(0), VPCS.get(1))),
                Optional.of(List.of(new SecurityGroup.Permission(
                        id.endsWith("5") ? new SecurityGroup.Traffic("tcp", 443, 443) : SecurityGroup.Traffic.ALL,
                        Set.of(groupId()),
                        random.nextBoolean() ? CidrSet.EMPTY : CidrSet.of("10.0.0.0/8"),
                        random.nextInt(4) > 0 ? Set.of() : Set.of("pl-0a1b2c3d4e5f60718")))),
                id.endsWith("4") ? Optional.of(List.of()) : Optional.empty());
    }

    private NetworkInterface networkInterface(String id) {
        return new NetworkInterface(
                id,
                subnetId(),
                oneOf(List.of("100.64.0.20/32"), List.of("100.127.255.248/32", "100.64.0.20/32", "100.64.0.32/28"))
                        .stream()
                        .map(Ipv4Cidr::parse)
                        .toList(),
                maybe(new NetworkInterface.Attachment("i-0a1b2c3d4e5f60718", 0, random.nextInt(2))),
                maybe("aws-K8S-i-0a1b2c3d4e5f60718"));
    }

    private RouteTable table(String id) {
        return new RouteTable(
                id,
                maybe(VPCS.get(0)),
                List.of(new RouteTable.Association(random.nextBoolean(), maybe(subnetId()), maybe("associated"))),
                Stream.generate(this::route).limit(1 + random.nextInt(3)).toList());
    }

    private RouteTable.Route route() {
        return new RouteTable.Route(
                maybe(Ipv4Cidr.parse(oneOf("0.0.0.0/0", "10.0.0.0/8", "100.64.0.0/10", "100.101.102.128/25"))),
                maybe("pl-0a1b2c3d4e5f60718"),
                maybe(oneOf(
                        "igw-0a1b2c3d4e5f60718",
                        "nat-0a1b2c3d4e5f60711",
                        "tgw-0a1b2c3d4e5f60718",
                        "arn:aws:networkmanager::123456789012:core-network/core-network-0a1b2c3d4e5f60718")),
                random.nextInt(4) == 0);
    }

    private NatGateway natGateway(int number) {
        return new NatGateway(
                "nat-0a1b2c3d4e5f6071" + number,
                maybe(subnetId()),
                random.nextBoolean(),
                maybe(oneOf("available", "deleted")));
    }

    private VpcPeering peering(int number) {
        return new VpcPeering(
                "pcx-0a1b2c3d4e5f6071" + number,
                maybe(oneOf("active", "deleted")),
                new VpcPeering.Side(maybe(VPCS.get(0)), CidrSet.of("10.0.0.0/16")),
                new VpcPeering.Side(
                        maybe(VPCS.get(1)), CidrSet.of("10.1.0.0/16", oneOf("100.64.0.0/16", "100.65.0.0/16"))));
    }

    private Vpc vpc(String id) {
        return new Vpc(
                id,
                maybe(Ipv4Cidr.parse("10.0.0.0/16")),
                BLOCKS.stream()
                        .filter(block -> random.nextInt(4) > 0)
                        .map(block ->
                                new Vpc.CidrAssociation(Ipv4Cidr.parse(block), oneOf("associated", "disassociating")))
                        .toList(),
                VPCS.indexOf(id) == 0);
    }

    private EksCluster eks() {
        return new EksCluster(
                Optional.of("green"),
                maybe(VPCS.get(0)),
                maybe("sg-0c1c2c3c4c5c6c7c8"),
                maybe(Ipv4Cidr.parse("172.31.0.0/16")),
                maybe(oneOf("ipv4", "ipv6")),
                EksCluster.ControlPlane.UNKNOWN,
                random.nextBoolean()
                        ? CidrSet.EMPTY
                        : CidrSet.of(
                                "100.127.255.240/30", "100.127.255.244/30", "100.127.255.248/29", "203.0.113.240/29"),
                true);
    }

    private CniSettings cni() {
        Map<String, String> environment = new HashMap<>();
        environment.put(CniVariables.CUSTOM_NETWORKING, oneOf("true", "true", "false"));
        environment.put(CniVariables.LABEL_DEF, oneOf("", "topology.kubernetes.io/zone"));
        environment.put(CniVariables.SUBNET_DISCOVERY, oneOf("true", "false"));
        environment.put("CLUSTER_NAME", oneOf("", "green".repeat(20)));
        environment.put(CniVariables.PREFIX_DELEGATION, oneOf("true", "false"));
        environment.put(CniVariables.EXTERNAL_SNAT, oneOf("true", "false"));
        environment.put(CniVariables.EXCLUDE_SNAT_CIDRS, oneOf("", "10.0.0.0/8"));
        return random.nextInt(4) == 0 ? CniSettings.assumedDefaults() : new CniSettings(environment, false);
    }

    private ClusterNode node(int number) {
        Map<String, String> labels = new HashMap<>();
        labels.put("node.kubernetes.io/instance-type", oneOf("m5.large", "u7in-16tb.224xlarge", "m99.huge"));
        labels.put("topology.kubernetes.io/zone", ZONES.get(random.nextInt(ZONES.size())));
        if (random.nextBoolean()) {
            labels.put(CniSettings.DEFAULT_KEY, oneOf("pods", ZONES.get(0)));
        }
        return new ClusterNode(
                "ip-10-123-123-10" + number + ".ap-southeast-1.compute.internal",
                labels,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new ClusterNode.Pods(Optional.empty(), Optional.empty()));
    }

    private ReviewRequest request() {
        String name = oneOf("default", "pods", ZONES.get(0), "us-west-2a-blue", "n".repeat(64));
        Map<String, @Nullable Object> annotations = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            annotations.put(EniConfig.ZONE_ANNOTATION, oneOf(ZONES.get(0), ZONE_IDS.get(2), text(), "us-west-2z"));
        }
        Operation operation = oneOf(Operation.CREATE, Operation.CREATE, Operation.UPDATE, Operation.DELETE);
        Tree now = eniConfig(name, annotations);
        Tree then = eniConfig(name, Map.of());
        return switch (operation) {
            case CREATE -> new ReviewRequest(operation, now, Tree.EMPTY, Requester.PERSON);
            case DELETE -> new ReviewRequest(operation, Tree.EMPTY, then, Requester.PERSON);
            default -> new ReviewRequest(operation, now, then, Requester.PERSON);
        };
    }

    private Tree eniConfig(String name, Map<String, @Nullable Object> annotations) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("annotations", annotations);
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "crd.k8s.amazonaws.com/v1alpha1");
        manifest.put("kind", "ENIConfig");
        manifest.put("metadata", metadata);
        manifest.put("spec", random.nextInt(20) == 0 ? junk() : spec());
        return Tree.of(manifest);
    }

    private Map<String, @Nullable Object> spec() {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("subnet", random.nextInt(6) == 0 ? junk() : subnetId());
        List<@Nullable Object> ids = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            ids.add(random.nextInt(12) == 0 ? junk() : groupId());
        }
        spec.put("securityGroups", random.nextInt(10) == 0 ? junk() : ids);
        if (random.nextInt(8) == 0) {
            spec.put(oneOf("subnets", "securitygroup", "securityGr\u0007oups", text()), junk());
        }
        return spec;
    }

    private @Nullable Object junk() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> 5L;
            case 2 -> true;
            case 3 -> Collections.singletonList(null);
            case 4 -> Map.of("id", text());
            default -> text();
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextInt(8) == 0 ? Optional.empty() : Optional.of(value);
    }

    @SafeVarargs
    private <T> T oneOf(T... some) {
        return some[random.nextInt(some.length)];
    }
}
