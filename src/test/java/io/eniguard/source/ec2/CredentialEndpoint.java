package io.eniguard.source.ec2;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A local endpoint that issues credentials, as endpoints on a node do. The metadata service of moto cannot replace this endpoint, because
 * that service does not require a token.
 */
final class CredentialEndpoint implements AutoCloseable {

    private static final String ROLE = "eniguard";
    private static final String SESSION = "session-of-a-metadata-test";

    private final HttpServer server;

    private CredentialEndpoint(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
    }

    /**
     * The agent of EKS Pod Identity.
     *
     * @param token the token that a pod must send
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">the protocol</a>
     */
    static CredentialEndpoint podIdentityAgent(String token, String keyId) throws IOException {
        return new CredentialEndpoint(exchange -> {
            boolean isKnown = token.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (isKnown && exchange.getRequestURI().getPath().equals("/v1/credentials")) {
                answer(exchange, 200, credentials(keyId));
            } else {
                // The real agent also answers in plain text.
                answer(exchange, 401, "Service account token cannot be empty or unknown");
            }
        });
    }

    /**
     * The instance metadata service (IMDSv2) of an instance with a profile. It requires a session token.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html">IMDSv2</a>
     */
    static CredentialEndpoint instanceMetadata(String keyId) throws IOException {
        return new CredentialEndpoint(exchange -> {
            Headers headers = exchange.getRequestHeaders();
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            if (asked.equals("PUT /latest/api/token")) {
                boolean isWhole = headers.containsKey("X-aws-ec2-metadata-token-ttl-seconds");
                exchange.getResponseHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
                answer(exchange, isWhole ? 200 : 400, SESSION);
            } else if (!SESSION.equals(headers.getFirst("X-aws-ec2-metadata-token"))) {
                answer(exchange, 401, "");
            } else {
                String found = metadata(asked, keyId);
                answer(exchange, found.isEmpty() ? 404 : 200, found);
            }
        });
    }

    private static String metadata(String asked, String keyId) {
        return switch (asked) {
            case "GET /latest/meta-data/iam/security-credentials/" -> ROLE;
            case "GET /latest/meta-data/iam/security-credentials/" + ROLE -> credentials(keyId);
            case "GET /latest/dynamic/instance-identity/document" -> "{\"region\": \"%s\"}".formatted(Moto.REGION);
            default -> "";
        };
    }

    private static String credentials(String keyId) {
        return """
                {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "secret", "Token": "token",
                 "Expiration": "%s"}""".formatted(keyId, Instant.now().plus(Duration.ofHours(6)).truncatedTo(ChronoUnit.SECONDS));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
