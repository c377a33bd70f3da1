package io.eniguard.server;

import static io.eniguard.server.RawHttps.head;
import static io.eniguard.server.RawHttps.send;
import static io.eniguard.server.RawHttps.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests many clients that send requests at the same time to a server with the heap of its image. The process must stay within the memory
 * limit of its container, and an API server that connects in the meantime must be answered within a second.
 */
class CrowdIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final byte[] ENI_CONFIG =
            Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET)).getBytes(StandardCharsets.UTF_8);

    private static final String LARGE = """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"k":"KubeletConfiguration %s"}}""".formatted("- a\\n".repeat(15_000));

    private final List<SSLSocket> crowd = new ArrayList<>();
    private ServerProcess server;
    private RawHttps client;

    @BeforeEach
    void startServer(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        server = ServerProcess.start(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", Build.asked().leastHeap()),
                "--vpc",
                vpc.toString(),
                "--cluster",
                cluster.toString());
        client = new RawHttps(server);
        for (int i = 0; i < 20; i++) {
            anEniConfigIsAnswered();
        }
    }

    @AfterEach
    void stopServer() throws Exception {
        for (SSLSocket socket : crowd) {
            socket.close();
        }
        server.close();
    }

    private void anEniConfigIsAnswered() throws IOException {
        try (SSLSocket socket = client.connect()) {
            RawHttps.sendReview(socket, "/validate?timeout=3s", ENI_CONFIG);
            assertEquals(200, status(socket));
        }
    }

    /** Sends a review on a new connection, as an API server does. */
    private void anEniConfigIsAnsweredAtOnce() throws IOException {
        long start = System.nanoTime();
        anEniConfigIsAnswered();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(AT_ONCE) < 0, () -> "answered after " + took);
        long resident = server.residentKibibytes() >> 10;
        int allowed = Build.asked().mebibytesOfContainer();
        assertTrue(resident < allowed, () -> resident + " MiB of " + allowed);
    }

    private void noMemoryWasMissing() throws IOException {
        String log = server.log();
        assertTrue(!log.contains("OutOfMemoryError") && !log.contains("more memory"), log);
    }

    @Test
    void idleConnectionsDoNotKeepOthersOut() throws Exception {
        for (int i = 0; i < 1500; i++) {
            SSLSocket socket = client.connect();
            socket.startHandshake();
            crowd.add(socket);
            if (i % 100 == 99) {
                anEniConfigIsAnsweredAtOnce();
            }
        }
        noMemoryWasMissing();
    }

    @Test
    void slowBodiesMakeRoomForOthers() throws Exception {
        byte[] most = new byte[120_000];
        Arrays.fill(most, (byte) ' ');
        for (int i = 0; i < 400; i++) {
            SSLSocket socket = client.connect();
            crowd.add(socket);
            send(socket, head("Content-Length: 130000\r\n"), most);
            if (i % 50 == 49) {
                anEniConfigIsAnsweredAtOnce();
            }
        }
        assertEquals(503, status(crowd.get(0)), "the first had to make room");
        noMemoryWasMissing();
    }

    @Test
    void manyLargeBodiesAreTurnedAwayBeforeTheHeapIsFull() throws Exception {
        byte[] most = new byte[3 << 20];
        Arrays.fill(most, (byte) ' ');
        for (int i = 0; i < 60; i++) {
            SSLSocket socket = client.connect();
            crowd.add(socket);
            send(socket, head("Content-Length: " + (4 << 20) + "\r\n"), most);
            if (i % 10 == 9) {
                anEniConfigIsAnsweredAtOnce();
            }
        }
        assertEquals(503, status(crowd.get(0)), "the first had to make room");
        noMemoryWasMissing();
    }

    /** Each body has more than 500,000 values in 4 MiB. As a tree, so many mappings would take hundreds of MiB. */
    @Test
    void aBodyOfManySmallValuesIsTooLarge() throws Exception {
        for (String value : List.of("{\"\":0}", "[]", "{}", "1", "\"\"")) {
            String values = "[" + (value + ",").repeat((4_000_000 - 500) / (value.length() + 1)) + "0]";
            String object = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\"},\"data\":%s}";
            byte[] review = Reviews.create(object.formatted(values)).getBytes(StandardCharsets.UTF_8);
            try (SSLSocket socket = client.connect()) {
                RawHttps.sendReview(socket, "/validate", review);
                anEniConfigIsAnsweredAtOnce();
                assertEquals(413, status(socket), value);
            }
        }
        noMemoryWasMissing();
    }

    @Test
    void anEndlessHeadClosesItsConnection() throws Exception {
        try (SSLSocket silent = client.connect();
                SSLSocket used = client.connect()) {
            send(silent, "POST /validate HTTP/1.1\r\nHost: ", new byte[0]);
            RawHttps.sendReview(used, "/validate", ENI_CONFIG);
            assertEquals(200, status(used));
            send(used, "POST /validate HTTP/1.1\r\nHost: ", new byte[0]);
            assertEquals(-1, silent.getInputStream().read());
            assertEquals(-1, used.getInputStream().read());
        }
        anEniConfigIsAnsweredAtOnce();
    }

    @Test
    void requestsSentBeforeTheAnswerCloseTheirConnection() throws Exception {
        byte[] review = Reviews.create(LARGE).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            SSLSocket socket = client.connect();
            crowd.add(socket);
            // A worker answers a ConfigMap, so the next requests arrive before its answer.
            RawHttps.sendReview(socket, "/mutate", review);
            assertClosesWhileMoreRequestsCome(socket);
            anEniConfigIsAnsweredAtOnce();
        }
        noMemoryWasMissing();
    }

    @Test
    void requestsWithUnreadAnswersCloseTheirConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            SSLSocket socket = client.connect();
            crowd.add(socket);
            assertClosesWhileMoreRequestsCome(socket);
            anEniConfigIsAnsweredAtOnce();
        }
        noMemoryWasMissing();
    }

    /** Sends many more requests than fit into the buffers of the connection, without reading any answer. */
    private static void assertClosesWhileMoreRequestsCome(SSLSocket socket) {
        byte[] requests = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 60; i++) {
                send(socket, "", requests);
            }
        });
    }
}
