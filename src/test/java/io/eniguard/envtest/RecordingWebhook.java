package io.eniguard.envtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.eniguard.certs.KeyAndCertificate;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/** A webhook on 127.0.0.1 that allows everything and records each call, so that tests can check which requests the API server sends. */
public final class RecordingWebhook implements AutoCloseable {

    private final HttpsServer server;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    private RecordingWebhook(HttpsServer server) {
        this.server = server;
    }

    /**
     * One call of the webhook.
     *
     * @param path {@code /validate} or {@code /mutate}
     * @param resource the resource as in a rule of a webhook configuration, for instance {@code nodes/status}
     * @param name the name of the object; empty if the API server has not generated it yet
     */
    public record Call(String path, String operation, String resource, String name) {}

    /** Starts a webhook with this certificate on a free port. */
    public static RecordingWebhook start(KeyAndCertificate shown) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(shown)));
        RecordingWebhook webhook = new RecordingWebhook(server);
        server.createContext("/", webhook::answer);
        server.start();
        return webhook;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The calls for objects of this name, in the order of their arrival. */
    public List<Call> callsFor(String name) {
        return calls.stream().filter(call -> call.name().equals(name)).toList();
    }

    /** Drops the calls for this name that were recorded so far. */
    public void forget(String name) {
        calls.removeIf(call -> call.name().equals(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                JsonReader reader = Json.createReader(exchange.getRequestBody())) {
            JsonObject request = reader.readObject().getJsonObject("request");
            String subResource = request.getString("subResource", "");
            calls.add(new Call(
                    exchange.getRequestURI().getPath(),
                    request.getString("operation"),
                    request.getJsonObject("resource").getString("resource")
                            + (subResource.isEmpty() ? "" : "/" + subResource),
                    request.getString("name", "")));
            byte[] answer = """
                    {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response": {"uid": "%s", "allowed": true}}""".formatted(request.getString("uid")).getBytes(UTF_8);
            // The JDK's server closes connections after 30 s without a request, and a call at that moment would be
            // lost.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static SSLContext tls(KeyAndCertificate shown) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(shown.keyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's TLS refuses its own defaults", e);
        }
    }
}
