package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Clients of the webhooks that send raw bytes, because an attacker sends bytes that no client library would. */
final class RawHttps {

    private final ServerProcess server;
    private final SSLContext tls;

    RawHttps(ServerProcess server) throws GeneralSecurityException {
        this.server = server;
        this.tls = SSLContext.getInstance("TLS");
        tls.init(null, server.authority().trustManagers(), new SecureRandom());
    }

    /** A TLS context that trusts only the server's CA. */
    SSLContext tls() {
        return tls;
    }

    /**
     * Connects to the server.
     *
     * @param protocols the allowed TLS versions; without any, client and server negotiate the version
     */
    SSLSocket connect(String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    /**
     * Returns the head of a request that posts a review.
     *
     * @param more additional headers, each with its line break
     */
    static String head(String more) {
        return head("/validate", more);
    }

    static String head(String path, String more) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more + "\r\n";
    }

    static void send(SSLSocket socket, String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    static void sendReview(SSLSocket socket, String path, byte[] review) throws IOException {
        send(socket, head(path, "Content-Length: " + review.length + "\r\n"), review);
    }

    /** An answer. Its body has been read completely, so the connection can be reused. */
    record Answer(int status, String body) {}

    static Answer answer(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after \"" + head + "\"");
            }
            head.append((char) next);
        }
        String length = head.toString().toLowerCase(Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return new Answer(Integer.parseInt(head.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
    }

    /** Sends one request on a new connection and returns its answer. */
    Answer exchange(String head, byte[] body) throws IOException {
        try (SSLSocket socket = connect()) {
            send(socket, head, body);
            return answer(socket);
        }
    }

    /** Sends one review on a new connection and returns its answer. */
    Answer review(String path, byte[] review) throws IOException {
        return exchange(head(path, "Content-Length: " + review.length + "\r\n"), review);
    }

    static void assertRefused(int status, String reason, Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        String error = Reviews.parse(answer.body()).text("error").orElse("");
        assertTrue(error.contains(reason), answer.body());
    }

    static int status(SSLSocket socket) throws IOException {
        return answer(socket).status();
    }
}
