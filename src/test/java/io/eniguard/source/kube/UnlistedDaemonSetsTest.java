package io.eniguard.source.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ReviewedKind;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the results for a user who may list DaemonSets only in {@code kube-system}. The API server is a small HTTP server without any
 * objects.
 */
class UnlistedDaemonSetsTest {

    private static final Set<ReviewedKind> DAEMON_SETS = Set.of(ReviewedKind.DAEMON_SET);
    private static final String EMPTY_LIST =
            "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}";
    private static final String FAILURE = "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\"}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final KubernetesClient client;
    private volatile boolean isForbidden = true;

    UnlistedDaemonSetsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isDiscovery = path.startsWith("/apis/") && path.split("/").length == 4;
        boolean isWatch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
        if (isWatch && !exchange.getRequestHeaders().containsKey("Upgrade")) {
            // A watch of objects that never change stays open and sends nothing.
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            return;
        }
        int status = isDiscovery ? 404 : path.equals("/apis/apps/v1/daemonsets") && isForbidden ? 403 : 200;
        byte[] body = (status == 200 ? EMPTY_LIST : FAILURE).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void listReportsDaemonSetsAsUnlisted() {
        assertEquals(DAEMON_SETS, ClusterList.read(client).unlisted());
    }

    @Test
    void doctorReportsUnlistedDaemonSetsWithoutAFailure() {
        ListedObjects listed = ClusterList.readEach(client);

        assertEquals(DAEMON_SETS, listed.unlisted());
        assertEquals(Map.of(), listed.failures());
    }

    @Test
    void withThePermissionNothingIsUnlisted() {
        isForbidden = false;

        assertEquals(Set.of(), ClusterList.read(client).unlisted());
    }

    @Test
    void aWatchPublishesSnapshotsInWhichTheyAreUnlisted() throws InterruptedException {
        BlockingQueue<ClusterSnapshot> snapshots = new LinkedBlockingQueue<>();
        try (ClusterWatch watch = new ClusterWatch(client, snapshots::add)) {
            watch.start();
            ClusterSnapshot first = snapshots.poll(30, TimeUnit.SECONDS);
            assertNotNull(first);
            assertEquals(DAEMON_SETS, first.unlisted());
        }
    }
}
