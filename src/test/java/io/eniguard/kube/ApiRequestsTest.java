package io.eniguard.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests answers that a real API server gives only under load. */
class ApiRequestsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Tree REPORT = new Tree(Map.of("metadata", Map.of("name", "eniguard-nodes")));

    private final HttpServer server;
    private final KubernetesClient client;

    ApiRequestsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private ReportRequests requests(Duration writeLimit) {
        return new ReportRequests(new ApiRequests(client), LONG, writeLimit);
    }

    private RefusedRequestException refusal(int status, String retryAfter) {
        server.createContext("/", exchange -> answer(exchange, status, retryAfter));
        return assertThrows(RefusedRequestException.class, () -> requests(LONG).create(ReportKind.OPENREPORTS, REPORT));
    }

    private static void answer(HttpExchange exchange, int status, String retryAfter) throws IOException {
        byte[] body = "{\"kind\": \"Status\", \"message\": \"too much\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aThrottledRequestNamesTheWantedPause() {
        RefusedRequestException refused = refusal(429, "7");

        assertEquals(429, refused.status());
        assertEquals(Optional.of(Duration.ofSeconds(7)), refused.retryAfter());
        assertEquals("too much", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mon, 30 Nov 2026 21:00:00 GMT", "99999999999999999999", "-1"})
    void aPauseThatIsNoNumberOfSecondsIsIgnored(String retryAfter) {
        assertEquals(Optional.empty(), refusal(413, retryAfter).retryAfter());
    }

    /** An API server that reads slowly must not extend a write beyond the lease of the leader. */
    @Test
    void aWriteEndsAfterItsOwnLimit() {
        server.createContext("/", exchange -> {
            // There is no answer until the server stops.
        });
        long begun = System.nanoTime();
        NoAnswerException failure = assertThrows(
                NoAnswerException.class, () -> requests(Duration.ofMillis(200)).create(ReportKind.OPENREPORTS, REPORT));

        assertEquals(NoAnswerException.Kind.TIMEOUT, failure.kind());
        assertTrue(System.nanoTime() - begun < LONG.toNanos() / 2);
    }
}
