package io.eniguard.server;

import static io.eniguard.server.RawHttps.head;
import static io.eniguard.server.RawHttps.send;
import static io.eniguard.server.RawHttps.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hostile clients that send raw bytes: the server answers each of them and still answers other clients. */
class HostileSenderIT {

    private static final byte[] REVIEW =
            Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET)).getBytes(StandardCharsets.UTF_8);

    private static final int HEAP_MEBIBYTES = 256;

    private static ServerProcess server;
    private static RawHttps client;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("vpc.json"), "{}");
        Files.createDirectory(folder.resolve("cluster"));
        server = ServerProcess.start(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP_MEBIBYTES + "m"),
                "--vpc",
                folder.resolve("vpc.json").toString(),
                "--cluster",
                folder.resolve("cluster").toString());
        client = new RawHttps(server);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static void assertAnswersNext() throws IOException {
        try (SSLSocket socket = client.connect()) {
            send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), REVIEW);
            assertEquals(200, status(socket));
        }
    }

    @Test
    void twoReviewsOnOneConnectionAreAnswered() throws Exception {
        try (SSLSocket socket = client.connect("TLSv1.2")) {
            for (int i = 0; i < 2; i++) {
                send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), REVIEW);
                assertEquals(200, status(socket));
            }
            assertEquals("TLSv1.2", socket.getSession().getProtocol());
        }
    }

    @Test
    void aDeclaredLengthBeyondTheLimitIsAnsweredBeforeTheBodyComes() throws Exception {
        try (SSLSocket socket = client.connect("TLSv1.3")) {
            send(socket, head("Content-Length: 99999999\r\n"), new byte[0]);
            assertEquals(413, status(socket));
        }
        assertAnswersNext();
    }

    @Test
    void anEndlessChunkedBodyIsCutOff() throws Exception {
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (SSLSocket socket = client.connect()) {
            send(socket, head("Transfer-Encoding: chunked\r\n"), new byte[0]);
            for (int sent = 0; sent <= 8 << 20; sent += 0x10000) {
                send(socket, "", chunk);
            }
            assertEquals(413, status(socket));
        }
        assertAnswersNext();
    }

    @Test
    void theServerGivesUpOnABodyThatDoesNotArrive() throws Exception {
        try (SSLSocket socket = client.connect()) {
            send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), new byte[] {'{'});
            assertEquals(408, status(socket));
            assertEquals(-1, socket.getInputStream().read(), "the connection is still open");
        }
        assertAnswersNext();
    }

    @Test
    void anInterruptedBodyDoesNotAffectOtherRequests() throws Exception {
        try (SSLSocket socket = client.connect()) {
            send(socket, head("Content-Length: 5000\r\n"), new byte[100]);
        }
        assertAnswersNext();
    }

    @Test
    void manyHalfSentLargeBodiesLeaveMemoryFlat() throws Exception {
        byte[] half = new byte[4 << 20];
        java.util.Arrays.fill(half, (byte) ' ');
        assertAnswersNext();
        long before = server.residentKibibytes();
        List<SSLSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                SSLSocket socket = client.connect();
                sockets.add(socket);
                send(socket, head("Content-Length: " + (8 << 20) + "\r\n"), half);
            }
            assertAnswersNext();
            long grown = (server.residentKibibytes() - before) >> 10;
            assertTrue(grown < HEAP_MEBIBYTES, () -> "grown by " + grown + " MiB");
            // 320 MiB were sent, which is more than the heap. The server keeps at most a quarter of the heap for bodies
            // and refuses the other requests.
            int turnedAway = 0;
            for (SSLSocket socket : sockets) {
                turnedAway += status(socket) == 503 ? 1 : 0;
            }
            assertTrue(turnedAway > 0 && turnedAway < sockets.size(), turnedAway + " were turned away");
        } finally {
            for (SSLSocket socket : sockets) {
                socket.close();
            }
        }
        assertAnswersNext();
    }
}
