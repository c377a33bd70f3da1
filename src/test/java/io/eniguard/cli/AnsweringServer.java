package io.eniguard.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An HTTP server that answers each request after the same delay. */
final class AnsweringServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "answering-server");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the server.
     *
     * @param answer returns the body of an answer; its argument is the path and the body of the request, with a space between them
     */
    AnsweringServer(Duration delay, int status, UnaryOperator<String> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, delay, status, answer));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, Duration delay, int status, UnaryOperator<String> answer)
            throws IOException {
        try (exchange) {
            String request = exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = answer.apply(request).getBytes(StandardCharsets.UTF_8);
            // The delay is the fault under test.
            Thread.sleep(delay.toMillis());
            exchange.getResponseHeaders()
                    .set("Content-Type", body.length > 0 && body[0] == '<' ? "text/xml" : "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
