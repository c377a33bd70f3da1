package io.eniguard.source.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eniguard.testing.Await;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the watch while the API server refuses requests. The API server is a small HTTP server with one policy. */
class PolicyWatchTest {

    private static final String RESOURCES = """
            {"apiVersion": "v1", "kind": "APIResourceList", "groupVersion": "eniguard.io/v1alpha1", "resources": [
             {"name": "customnetworkingpolicies", "singularName": "", "namespaced": false,
              "kind": "CustomNetworkingPolicy", "verbs": ["list", "watch"]}]}
            """;

    private static final String POLICIES = """
            {"apiVersion": "eniguard.io/v1alpha1", "kind": "CustomNetworkingPolicyList",
             "metadata": {"resourceVersion": "7"}, "items": [
             {"apiVersion": "eniguard.io/v1alpha1", "kind": "CustomNetworkingPolicy",
              "metadata": {"name": "production", "uid": "1", "resourceVersion": "6"}, "spec": {}}]}
            """;

    private static final String FAILURE = "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\"}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<List<Tree>> handedOut = new LinkedBlockingQueue<>();
    private final AtomicInteger lists = new AtomicInteger();
    private final HttpServer server;
    private final KubernetesClient client;
    private final CountDownLatch uninstalled = new CountDownLatch(1);
    private volatile int statusOfLists = 200;
    private volatile int statusOfDiscovery = 200;
    private volatile boolean isWatchDelayed;

    PolicyWatchTest() throws IOException {
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
        boolean isDiscovery = !exchange.getRequestURI().getPath().endsWith("/customnetworkingpolicies");
        if (isDiscovery) {
            send(exchange, statusOfDiscovery, RESOURCES);
        } else if (isWatchDelayed && isWatch(exchange)) {
            waitUntilUninstalled();
            send(exchange, 404, "");
        } else if (!isWatch(exchange)) {
            lists.incrementAndGet();
            send(exchange, statusOfLists, POLICIES);
        } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            // The client then tries a watch without a web socket.
            send(exchange, 200, "{}");
        } else {
            // A watch of objects that never change stays open and sends nothing.
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
        }
    }

    private static boolean isWatch(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    }

    private void waitUntilUninstalled() throws IOException {
        try {
            uninstalled.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static void send(HttpExchange exchange, int status, String answer) throws IOException {
        byte[] body = (status == 200 ? answer : FAILURE).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private List<String> nextNames() throws InterruptedException {
        List<Tree> documents = handedOut.poll(60, TimeUnit.SECONDS);
        assertNotNull(documents);
        return documents.stream()
                .map(document -> document.text("metadata", "name").orElse(""))
                .toList();
    }

    @Test
    void thePoliciesEndSoonAfterTheirKind() throws Exception {
        isWatchDelayed = true;
        try (PolicyWatch watch = new PolicyWatch(client, handedOut::add, Duration.ofMillis(50))) {
            watch.start();
            assertEquals(List.of("production"), nextNames());

            statusOfLists = 404;
            statusOfDiscovery = 404;
            uninstalled.countDown();
            assertEquals(List.of(), nextNames());
            assertEquals(Optional.of("the kind CustomNetworkingPolicy is not installed"), watch.trouble());
        }
    }

    /** Without the policies, the built-in rules would apply to objects that the policies permit or exempt. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void nothingIsDecidedUntilAFailureIsOver(int status) throws Exception {
        statusOfLists = status;
        try (PolicyWatch watch = new PolicyWatch(client, handedOut::add)) {
            watch.start();
            // The watch handles a failure before it lists again.
            Await.that(
                    "the policies are listed again",
                    () -> lists.get() > 1,
                    () -> watch.trouble().toString());
            assertFalse(watch.isDecided());

            statusOfLists = 200;
            assertEquals(List.of("production"), nextNames());
            Await.that(
                    "the policies are known",
                    watch::isDecided,
                    () -> watch.trouble().toString());
        }
    }

    @Test
    void policiesThatMayNotBeListedAreNotAwaited() throws Exception {
        statusOfLists = 403;
        try (PolicyWatch watch = new PolicyWatch(client, handedOut::add)) {
            watch.start();
            Await.that(
                    "the watch does without policies",
                    watch::isDecided,
                    () -> watch.trouble().toString());
            assertTrue(handedOut.isEmpty());
            assertTrue(watch.trouble().isPresent());
        }
    }
}
