package io.eniguard.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the end of connections when the server stops. The server listens on loopback without TLS, so a connection that has sent nothing is
 * in the state of a TLS connection during its handshake.
 */
class ConnectionsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Connections connections = new Connections(100);
    private final BlockingQueue<HttpServerRequest> begun = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<HttpServerRequest> complete = new ArrayBlockingQueue<>(10);
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = await(vertx.createHttpServer()
                        .connectionHandler(connections::opened)
                        .requestHandler(request -> {
                            connections.used(request);
                            begun.add(request);
                            request.endHandler(ended -> complete.add(request));
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void send(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
    }

    private static HttpServerRequest next(BlockingQueue<HttpServerRequest> queue) throws InterruptedException {
        return requireNonNull(queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "no request arrived");
    }

    /** Answers the next complete request. */
    private void answer() throws InterruptedException {
        answer(next(complete));
    }

    private static void answer(HttpServerRequest request) {
        Future<Void> unused = request.response().end();
    }

    private void exchange(Socket socket) throws Exception {
        send(socket);
        answer();
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".length());
        assertTrue(new String(answer, US_ASCII).startsWith("HTTP/1.1 200"));
    }

    /**
     * Makes the server record all later connections when it accepts them. The first of two connections adds the watch that records them to
     * the listening socket. This socket has another event loop, so the second connection may be accepted before the watch is in place.
     */
    private void watchAcceptedConnections() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Socket early = connect()) {
                exchange(early);
            }
        }
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    @Test
    void idleConnectionsAreClosedAndNewOnesRefused() throws Exception {
        try (Socket idle = connect()) {
            exchange(idle);
            await(connections.drain(LIMIT));
            assertEquals("", rest(idle));
            assertThrows(ConnectException.class, this::connect);
        }
    }

    @Test
    void aRequestInProgressIsAnsweredAndItsConnectionClosed() throws Exception {
        try (Socket busy = connect();
                Socket idle = connect()) {
            exchange(busy);
            exchange(idle);
            send(busy);
            HttpServerRequest request = next(complete);
            Future<Void> drained = connections.drain(LIMIT);
            assertEquals("", rest(idle));
            assertFalse(drained.isComplete());
            answer(request);
            String answer = rest(busy);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.contains("connection: close"), answer);
            await(drained);
        }
    }

    @Test
    void aRequestWhoseHeadIsStillArrivingIsAnswered() throws Exception {
        try (Socket half = connect();
                Socket idle = connect()) {
            exchange(half);
            exchange(idle);
            half.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
            // All connections share one event loop. When it answers this later request, it has already read the
            // incomplete one.
            exchange(idle);
            Future<Void> drained = connections.drain(LIMIT);
            assertEquals("", rest(idle));
            half.getOutputStream().write("Host: a\r\n\r\n".getBytes(US_ASCII));
            answer();
            assertTrue(rest(half).startsWith("HTTP/1.1 200"));
            await(drained);
        }
    }

    @Test
    void aConnectionInItsHandshakeIsServedOnce() throws Exception {
        watchAcceptedConnections();
        try (Socket first = connect()) {
            exchange(first);
            try (Socket accepted = connect();
                    Socket last = connect()) {
                // The server accepts connections in order, so both have been accepted when the last one gets an answer.
                exchange(last);
                Future<Void> drained = connections.drain(LIMIT);
                assertEquals("", rest(last));
                send(accepted);
                answer();
                assertTrue(rest(accepted).contains("connection: close"));
                await(drained);
            }
        }
    }

    @Test
    void aClosedHandshakeDoesNotHoldUpTheEnd() throws Exception {
        watchAcceptedConnections();
        try (Socket first = connect()) {
            exchange(first);
            Socket silent = connect();
            try (Socket later = connect()) {
                exchange(later);
            }
            Future<Void> drained = connections.drain(LIMIT);
            assertEquals("", rest(first));
            assertFalse(drained.isComplete());
            silent.close();
            await(drained);
        }
    }

    @Test
    void anHttp2ClientGetsAGoAwayAndItsAnswer() throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        HttpClientRequest sent = await(client.request(HttpMethod.POST, port, "127.0.0.1", "/"));
        CompletableFuture<Long> goneAway = new CompletableFuture<>();
        sent.connection().goAwayHandler(frame -> goneAway.complete((long) frame.getLastStreamId()));
        Promise<Buffer> answered = Promise.promise();
        sent.response().compose(response -> response.body()).onComplete(answered);
        await(sent.sendHead());
        HttpServerRequest request = next(begun);
        Future<Void> drained = connections.drain(LIMIT);
        assertEquals(1, goneAway.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertFalse(drained.isComplete());

        await(sent.end("the rest of the body"));
        assertEquals(request, next(complete));
        Future<Void> unused = request.response().end("answer");
        assertEquals("answer", await(answered.future()).toString());
        await(drained);
    }
}
