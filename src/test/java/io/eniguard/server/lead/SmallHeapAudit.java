package io.eniguard.server.lead;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.json.TreeWriter;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.ReportRequests;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.review.Reviewer;
import io.eniguard.server.lead.ReportPublisher.WriteOutcome;
import io.eniguard.server.settings.AuditSettings.Reports;
import io.eniguard.server.settings.LimitedLog;
import io.eniguard.source.kube.ClusterPages;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Audits 5,000 nodes that all have a finding, and writes the reports to a real API server. {@link ReportMemoryIT} starts this program with
 * a small heap. The nodes do not exist, but they are parsed page by page from as much JSON as real ones.
 */
final class SmallHeapAudit {

    private static final int NODES = 5000;
    private static final int PAGE = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** About 10 KB, which is the size of the images and of the field ownership of a node. */
    private static final List<Object> IMAGES = List.copyOf(IntStream.range(0, 50)
            .mapToObj(number -> Map.of(
                    "names", List.of("602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/" + "x".repeat(120) + number)))
            .toList());

    private final int changed;

    private SmallHeapAudit(int changed) {
        this.changed = changed;
    }

    /** @param arguments the path of the kubeconfig */
    public static void main(String... arguments) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[0])));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            AuditMetrics metrics = new AuditMetrics(new SimpleMeterRegistry());
            List<WriteOutcome> writes = new ArrayList<>();
            ReportPublisher reports = new ReportPublisher(
                    new ReportRequests(new ApiRequests(client), LIMIT, LIMIT), Reports.AUTO, () -> true, writes::add);
            FindingEvents events = new FindingEvents((warning, now) -> {}, () -> true, metrics, System::nanoTime);
            AuditRound round = new AuditRound(
                    new Reviewer().at(Point.AUDIT),
                    reports::publish,
                    events,
                    metrics,
                    new LimitedLog((line, failure) -> System.out.println(line)));
            World world = new World(
                    VpcSnapshot.nothing("ec2"),
                    ClusterSnapshot.builder()
                            .addAll(IntStream.range(0, NODES)
                                    .mapToObj(number -> node(number, List.of()))
                                    .toList())
                            .build(),
                    Parameters.DEFAULTS,
                    FoundObject.NOW);
            AuditState state = AuditState.NONE;
            for (int changed : List.of(-1, -1, 2600)) {
                writes.clear();
                state = round.run(state, new SmallHeapAudit(changed)::read, () -> world, () -> true)
                        .orElseThrow();
                System.out.println(state.findings().get(ReviewedKind.NODE) + " " + writes + " " + state.troubles());
            }
        }
        // The HTTP client leaves threads behind.
        System.exit(0);
    }

    private ClusterPages.Page read(ReviewedKind kind, Optional<String> token) {
        if (kind != ReviewedKind.NODE) {
            return new ClusterPages.Page(List.of(), Optional.empty());
        }
        int from = token.map(Integer::parseInt).orElse(0);
        List<Object> items = new ArrayList<>();
        IntStream.range(from, from + PAGE)
                .forEach(number -> items.add(
                        number == changed ? Map.of() : node(number, IMAGES).fields()));
        byte[] json = TreeWriter.compact(Map.of("items", items)).getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = StrictJson.parser(json)) {
            parser.next();
            return new ClusterPages.Page(
                    TreeReader.readObject(parser).trees("items"),
                    from + PAGE < NODES ? Optional.of("" + (from + PAGE)) : Optional.empty());
        }
    }

    /** Returns a node with a zone that no facts confirm, so its placement is unknown. */
    private static Tree node(int number, List<Object> images) {
        return new Tree(Map.of(
                "apiVersion",
                "v1",
                "kind",
                ClusterNode.KIND,
                "metadata",
                Map.of(
                        "name",
                        "ip-10-0-%d-%d.us-west-2.compute.internal".formatted(number / 250, number % 250),
                        "uid",
                        "00000000-0000-4000-8000-%012d".formatted(number),
                        "labels",
                        Map.of(
                                "k8s.amazonaws.com/eniConfig",
                                "us-west-2a-" + number,
                                "topology.kubernetes.io/zone",
                                "us-west-2a",
                                "node.kubernetes.io/instance-type",
                                "m5.large")),
                "status",
                Map.of("capacity", Map.of("pods", "58"), "images", images)));
    }
}
