package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests SIGTERM while the server handles requests. */
class ShutdownIT {

    private static final int ENDED_BY_SIGTERM = 143;

    private static final byte[] REVIEW = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "1", "operation": "CREATE",
             "object": {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "any", "namespace": "any"}}}}
            """.getBytes(StandardCharsets.UTF_8);

    @Test
    void aReviewWhoseBodyIsStillArrivingIsAnswered(@TempDir Path folder) throws Exception {
        ServerProcess server = start(folder);
        RawHttps https = new RawHttps(server);
        try (SSLSocket half = https.connect();
                SSLSocket idle = https.connect()) {
            sendHalfOfAReview(half);
            RawHttps.sendReview(idle, "/validate", REVIEW);
            assertEquals(200, RawHttps.status(idle));
            CompletableFuture<Integer> exitCode = stop(server);
            awaitUnready(server);

            OutputStream out = half.getOutputStream();
            out.write(Arrays.copyOfRange(REVIEW, REVIEW.length / 2, REVIEW.length));
            out.flush();

            assertEquals(200, RawHttps.status(half));
            assertEquals(ENDED_BY_SIGTERM, exitCode.get(8, TimeUnit.SECONDS), "it does not wait for idle connections");
        }
    }

    @Test
    void aReviewThatNeverEndsDoesNotStopTheShutdown(@TempDir Path folder) throws Exception {
        ServerProcess server = start(folder);
        try (SSLSocket half = new RawHttps(server).connect()) {
            sendHalfOfAReview(half);
            long begun = System.nanoTime();
            assertEquals(ENDED_BY_SIGTERM, stop(server).get(30, TimeUnit.SECONDS));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(Duration.ofSeconds(8)) > 0, "it was given time: " + took);
            assertFalse(isAnsweredWell(half));
        }
    }

    private static ServerProcess start(Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), "Subnets: []\n");
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), "{apiVersion: v1, kind: List, items: []}\n");
        return ServerProcess.start(folder, Map.of(), "--vpc", vpc.toString(), "--cluster", cluster.toString());
    }

    private static void sendHalfOfAReview(SSLSocket socket) throws Exception {
        RawHttps.send(
                socket,
                RawHttps.head("Content-Length: " + REVIEW.length + "\r\nExpect: 100-continue\r\n"),
                Arrays.copyOf(REVIEW, REVIEW.length / 2));
        // The server answers "100 Continue" once it has seen the request.
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
        assertTrue(new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 100"));
    }

    private static boolean isAnsweredWell(SSLSocket socket) {
        try {
            return RawHttps.status(socket) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static CompletableFuture<Integer> stop(ServerProcess server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.stop();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitUnready(ServerProcess server) throws IOException, InterruptedException {
        Await.that("the server is not ready any more", () -> !server.isReady(), server::log);
    }
}
