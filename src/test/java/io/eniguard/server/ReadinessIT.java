package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a server reports ready only when it has read the whole cluster and accepts reviews, because API servers call it from then on.
 */
@RealApiServer
class ReadinessIT {

    private static final String JSON = "application/json";

    // Reading this many nodes takes most of a second.
    private static final int NODES = 1_500;
    private static final String NODE = """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"readiness-%d","labels":{"readiness":"true"},\
            "annotations":{"like-images":"%s"}}}""";

    @Test
    void aReadyServerKnowsEveryNodeAndIsListening(LocalApiServer cluster, @TempDir Path folder) throws Exception {
        create(cluster.admin());
        Files.writeString(folder.resolve("vpc.json"), "{}");
        String kubeconfig = cluster.admin().kubeconfig().toString();
        try (ServerProcess server = ServerProcess.start(
                folder,
                Map.of("KUBECONFIG", kubeconfig),
                "--vpc",
                folder.resolve("vpc.json").toString())) {
            // Check the port first, because it could open while the other requests run.
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            String first = server.firstReadyAnswer();
            assertTrue(first.contains("\"nodes\": " + nodesOf(cluster)), first);
        } finally {
            assertEquals(
                    200,
                    cluster.admin()
                            .request("DELETE", "/api/v1/nodes?labelSelector=readiness%3Dtrue", JSON, "")
                            .statusCode());
        }
    }

    private static void create(KubeUser admin) {
        IntStream.range(0, NODES).parallel().forEach(number -> {
            try {
                String node = NODE.formatted(number, "x".repeat(4_000));
                assertEquals(
                        201, admin.request("POST", "/api/v1/nodes", JSON, node).statusCode());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private static long nodesOf(LocalApiServer cluster) throws Exception {
        long nodes = cluster.admin()
                .kubectl("get", "nodes", "--output=name")
                .orThrow()
                .lines()
                .count();
        assertTrue(nodes >= NODES);
        return nodes;
    }
}
