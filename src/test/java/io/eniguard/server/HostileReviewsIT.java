package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.json.TreeWriter;
import io.eniguard.server.RawHttps.Answer;
import io.eniguard.testing.Await;
import io.eniguard.tree.HostileTexts;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends ConfigMaps with hostile texts to a server with the smallest supported heap. Each review must be answered, none may keep an event
 * loop busy, and ENIConfigs must be answered immediately on every connection in the meantime.
 */
class HostileReviewsIT {

    private static final long SEED = 20_261_129;

    private static final int CONNECTIONS = 6;

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /**
     * The limit for one review on an event loop. It does not include the transfer of the review and its answer, which in a native
     * executable is mostly encryption.
     */
    private static final Duration ON_A_LOOP = Duration.ofMillis(50);

    private static final int MEBIBYTE = 1 << 20;

    /** Status codes for a review that was judged, had too many values, found all workers busy, or exceeded its deadline. */
    private static final Set<Integer> ANSWERS = Set.of(200, 413, 503, 504);

    private static final byte[] ENI_CONFIG =
            Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET)).getBytes(StandardCharsets.UTF_8);

    private static final String AWS_NODE = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec: {template: {spec: {containers: [{name: aws-node, env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}
            """;

    private static ServerProcess server;
    private static RawHttps client;
    private static Duration movingOneMebibyte;
    private static final List<SSLSocket> OTHERS = new ArrayList<>();

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), AWS_NODE);
        server = ServerProcess.start(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", Build.asked().leastHeap()),
                "--vpc",
                vpc.toString(),
                "--cluster",
                cluster.toString());
        client = new RawHttps(server);
        for (int i = 0; i < CONNECTIONS; i++) {
            OTHERS.add(client.connect());
        }
        // Warm up, so that the work of the JIT compiler is not measured.
        for (int i = 0; i < 100; i++) {
            for (SSLSocket socket : OTHERS) {
                RawHttps.sendReview(socket, "/validate", ENI_CONFIG);
                RawHttps.status(socket);
            }
        }
        byte[] harmless = review("x".repeat(MEBIBYTE));
        List<Duration> moved = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            moved.add(work("/validate", harmless).onALoop());
        }
        Collections.sort(moved);
        movingOneMebibyte = moved.get(moved.size() / 2);
    }

    @AfterAll
    static void stopServer() throws Exception {
        for (SSLSocket socket : OTHERS) {
            socket.close();
        }
        try {
            Await.value(
                    "no review holds its thread",
                    () -> server.management("/q/health/live").body(),
                    live -> live.contains("\"stuckReviews\": 0"));
        } finally {
            server.close();
        }
    }

    static Stream<HostileTexts.Case> texts() {
        return HostileTexts.all(SEED);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aHostileTextDoesNotDelayOtherReviews(HostileTexts.Case hostile) throws Exception {
        byte[] review = review(hostile.text());
        for (String path : List.of("/validate?timeout=2s", "/mutate?timeout=2s")) {
            Work work = work(path, review);
            Duration moving = movingOneMebibyte.multipliedBy(work.bytes()).dividedBy(MEBIBYTE);
            assertTrue(
                    work.onALoop().compareTo(moving.plus(ON_A_LOOP)) <= 0,
                    () -> "%s: %s, and moving the bytes takes %s".formatted(path, work, moving));
        }
        answerAtOnce();
        assertEquals(200, server.management("/q/health/live").statusCode());
    }

    /**
     * The cost of one review.
     *
     * @param onALoop the time that the busiest event loop spent on the review and on concurrent reviews of other connections
     * @param bytes the size of the review and its answer
     */
    private record Work(Duration onALoop, int bytes) {}

    private static Work work(String path, byte[] review) throws IOException {
        LoopTimes before = LoopTimes.of(server);
        int length;
        try (SSLSocket socket = client.connect()) {
            RawHttps.sendReview(socket, path, review);
            answerAtOnce();
            Answer answer = RawHttps.answer(socket);
            assertTrue(ANSWERS.contains(answer.status()), () -> answer.status() + " " + answer.body());
            length = answer.body().length();
            assertTrue(length <= 4 * review.length, "an answer of " + length);
        }
        return new Work(LoopTimes.of(server).mostSince(before), review.length + length);
    }

    /** Sends an ENIConfig on every connection. The server has spread the connections over its event loops. */
    private static void answerAtOnce() throws IOException {
        for (SSLSocket socket : OTHERS) {
            long start = System.nanoTime();
            RawHttps.sendReview(socket, "/validate?timeout=3s", ENI_CONFIG);
            assertEquals(200, RawHttps.status(socket));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(AT_ONCE) < 0, () -> "answered after " + took);
        }
    }

    private static byte[] review(String text) throws IOException {
        StringWriter object = new StringWriter();
        TreeWriter.write(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of(
                                "name", "kubelet",
                                "namespace", "team-a",
                                "labels", Map.of("node.kubernetes.io/instance-type", "m5.large")),
                        "data",
                        Map.of("kubelet", text)),
                object);
        return Reviews.create(object.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
