package io.eniguard.bench;

import io.eniguard.audit.AuditedWorld;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ClusterSnapshotBuilder;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policies;
import io.eniguard.server.lead.AuditRun;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster with 200 ENIConfigs and 300 subnets, whose objects are listed in pages as the API server does. All rules and ten rules in CEL
 * apply. Pages are generated when they are read, since 100,000 nodes are more than a gigabyte of JSON.
 */
final class AuditedCluster implements AuditRun.Pages {

    private static final long SEED = 11;
    private static final int NODE_SUBNETS = 100;
    private static final int POD_SUBNETS = 200;

    /** The number of objects in a page, as in the server. */
    private static final int PAGE = 100;

    /** Conditions on facts, labels and other fields, as in real custom rules. Each node passes all of them. */
    private static final List<String> ON_NODES = List.of(
            "node.zone == subnet.zone",
            "eniConfig.name.startsWith(node.zone)",
            "cidr('100.64.0.0/10').containsCIDR(subnet.cidr)",
            "'kubernetes.io/os' in object.metadata.labels",
            "object.metadata.labels.all(key, size(key) < 100)",
            "has(object.spec.providerID) && object.spec.providerID.startsWith('aws:///')",
            "cni.customNetworking",
            "subnet.freeAddresses > 10",
            "int(object.status.capacity.pods) <= 250",
            "vpc.cidrs.exists(block, cidr(block).containsCIDR(subnet.cidr))");

    private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
    private final Fleet fleet;
    private final World world;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private boolean isKept;
    private long readNanos;
    private long parsedNanos;

    AuditedCluster(int nodes, Path folder) throws IOException, UnreadableInputException, FaultyConditionException {
        fleet = new Fleet(SEED, new Fleet.Size(nodes, NODE_SUBNETS, POD_SUBNETS));
        Path file =
                new FleetFiles(json, fleet, SEED).writeVpc(Files.createDirectories(folder.resolve("audited-" + nodes)));
        ClusterSnapshotBuilder cluster = ClusterSnapshot.builder();
        for (ReviewedKind kind : ClusterPages.KINDS) {
            Optional<String> token = Optional.empty();
            do {
                ClusterPages.Page page = read(kind, token);
                if (kind == ReviewedKind.NODE) {
                    cluster.nodes(page.objects().stream().map(ClusterNode::from).toList());
                } else {
                    cluster.addAll(page.objects());
                }
                token = page.next();
            } while (token.isPresent());
        }
        world = AuditedWorld.of(
                        VpcFiles.read(file, Optional.empty(), warning -> {}),
                        cluster.build(),
                        Parameters.DEFAULTS,
                        Instant.now())
                .withPolicies(new Policies(List.of(CustomRules.about(ClusterNode.KIND, ON_NODES))));
    }

    World world() {
        return world;
    }

    /** Returns the processor time that reading pages has taken since the last call, and the part of it that was spent on parsing. */
    Reading takeReading() {
        Reading reading = new Reading(Duration.ofNanos(readNanos), Duration.ofNanos(parsedNanos));
        readNanos = 0;
        parsedNanos = 0;
        return reading;
    }

    /**
     * The processor time of reading pages.
     *
     * @param all includes generating the pages, which is the work of the API server
     * @param parsing the part that a server also does
     */
    record Reading(Duration all, Duration parsing) {}

    static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public ClusterPages.Page read(ReviewedKind kind, Optional<String> token) {
        long begun = cpuNanos();
        int from = token.map(Integer::parseInt).orElse(0);
        byte[] bytes = bytes(kind, from);
        long generated = cpuNanos();
        Tree list;
        try (JsonParser parser = StrictJson.parser(bytes)) {
            parser.next();
            list = TreeReader.readObject(parser);
        }
        long parsed = cpuNanos();
        parsedNanos += parsed - generated;
        readNanos += parsed - begun;
        return new ClusterPages.Page(
                list.trees("items"),
                kind == ReviewedKind.NODE && from + PAGE < fleet.nodes().size()
                        ? Optional.of("" + (from + PAGE))
                        : Optional.empty());
    }

    /** Keeps all pages from now on, so that only a server's work is measured. The pages of 10,000 nodes need about 120 MB. */
    void keepPages() {
        isKept = true;
    }

    private byte[] bytes(ReviewedKind kind, int from) {
        return isKept
                ? pages.computeIfAbsent(kind + " " + from, unknown -> generated(kind, from))
                : generated(kind, from);
    }

    private byte[] generated(ReviewedKind kind, int from) {
        return page(kind, from).getBytes(StandardCharsets.UTF_8);
    }

    private String page(ReviewedKind kind, int from) {
        JsonArrayBuilder items = json.createArrayBuilder();
        switch (kind) {
            case NODE -> {
                var ids = new Ids(SEED + from);
                var nodes = new NodeJson(json);
                JsonObject like = nodes.registering(fleet.nodes().get(from), ids);
                fleet.nodes()
                        .subList(from, Math.min(fleet.nodes().size(), from + PAGE))
                        .forEach(host -> items.add(
                                nodes.whole(host, fleet.podNetworkOf(host).eniConfig(), like, ids)));
            }
            case ENI_CONFIG -> {
                var ids = new Ids(SEED);
                var shape = new EniConfigJson(json, fleet);
                fleet.podNetworks().forEach(network -> items.add(shape.object(network, ids.uid(), "r41")));
            }
            case DAEMON_SET -> items.add(new AwsNodeJson(json).object());
            default -> {
                // The cluster has no other objects.
            }
        }
        return json.createObjectBuilder().add("items", items).build().toString();
    }
}
