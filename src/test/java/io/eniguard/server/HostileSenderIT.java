package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm, below the level of a client library: each gets its answer, and others still get theirs. */
class HostileSenderIT {

    private static final byte[] REVIEW =
            Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET)).getBytes(StandardCharsets.UTF_8);

    private static final int HEAP_MEBIBYTES = 256;

    private static ServerProcess server;
    private static SSLContext tls;

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
        tls = SSLContext.getInstance("TLS");
        tls.init(null, server.authority().trustManagers(), new SecureRandom());
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static SSLSocket connect(String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static String head(String more) {
        return "POST /validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more + "\r\n";
    }

    private static void send(SSLSocket socket, String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** The status of the next answer, whose body is read too, so that the connection can be used again. */
    private static int status(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after \"" + head + "\"");
            }
            head.append((char) next);
        }
        String length =
                head.toString().toLowerCase(java.util.Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
        return Integer.parseInt(head.substring(9, 12));
    }

    private static void assertAnswersNext() throws IOException {
        try (SSLSocket socket = connect()) {
            send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), REVIEW);
            assertEquals(200, status(socket));
        }
    }

    @Test
    void twoReviewsOnOneConnection() throws Exception {
        try (SSLSocket socket = connect("TLSv1.2")) {
            for (int i = 0; i < 2; i++) {
                send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), REVIEW);
                assertEquals(200, status(socket));
            }
            assertEquals("TLSv1.2", socket.getSession().getProtocol());
        }
    }

    @Test
    void aDeclaredLengthBeyondTheLimitIsAnsweredBeforeTheBodyComes() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3")) {
            send(socket, head("Content-Length: 99999999\r\n"), new byte[0]);
            assertEquals(413, status(socket));
        }
        assertAnswersNext();
    }

    @Test
    void anEndlessChunkedBodyIsCutOff() throws Exception {
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (SSLSocket socket = connect()) {
            send(socket, head("Transfer-Encoding: chunked\r\n"), new byte[0]);
            for (int sent = 0; sent <= 8 << 20; sent += 0x10000) {
                send(socket, "", chunk);
            }
            assertEquals(413, status(socket));
        }
        assertAnswersNext();
    }

    @Test
    void aBodyThatDoesNotComeIsGivenUp() throws Exception {
        try (SSLSocket socket = connect()) {
            send(socket, head("Content-Length: " + REVIEW.length + "\r\n"), new byte[] {'{'});
            assertEquals(408, status(socket));
            assertEquals(-1, socket.getInputStream().read(), "the connection is closed");
        }
        assertAnswersNext();
    }

    @Test
    void aBrokenOffBodyHarmsNobody() throws Exception {
        try (SSLSocket socket = connect()) {
            send(socket, head("Content-Length: 5000\r\n"), new byte[100]);
        }
        assertAnswersNext();
    }

    @Test
    void manyHalfSentLargeBodiesLeaveMemoryFlat() throws Exception {
        byte[] half = new byte[4 << 20];
        java.util.Arrays.fill(half, (byte) ' ');
        assertAnswersNext();
        long before = residentKibibytes();
        List<SSLSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                SSLSocket socket = connect();
                sockets.add(socket);
                send(socket, head("Content-Length: " + (8 << 20) + "\r\n"), half);
            }
            assertAnswersNext();
            long grown = (residentKibibytes() - before) >> 10;
            assertTrue(grown < HEAP_MEBIBYTES, () -> "grown by " + grown + " MiB");
            // 320 MiB were sent, more than the heap; what may be held at a time is a quarter of it. Others are turned
            // away.
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

    private static long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
