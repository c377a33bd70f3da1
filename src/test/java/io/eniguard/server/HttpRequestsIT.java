package io.eniguard.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends reviews with unusual methods, paths, headers and versions of HTTP. The server must still answer the request that follows. */
class HttpRequestsIT {

    private static WireServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = WireServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @AfterEach
    void theNextReviewIsAnswered() {
        server.assertAnswersTheNextReview();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/yaml"})
    void anotherContentTypeIsRefused(String type) {
        given(server.https())
                .contentType(type)
                .body(WireServer.GOOD.getBytes(StandardCharsets.UTF_8))
                .post("/validate")
                .then()
                .statusCode(415)
                .body("error", containsString("application/json"));
    }

    @Test
    void noContentTypeIsRefusedToo() throws Exception {
        assertEquals(
                415,
                client(HttpClient.Version.HTTP_1_1)
                        .send(review(), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    /** API servers call webhooks over HTTP/1.1, but a proxy in between may use HTTP/2. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bothVersionsOfHttpAreSupported(HttpClient.Version version) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(review(), (name, value) -> true)
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> answer = client(version).send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(version, answer.version());
        assertEquals(200, answer.statusCode());
        assertTrue(Reviews.parse(answer.body()).value("response", "allowed").equals(Optional.of(true)), answer.body());
    }

    private static HttpRequest review() {
        return HttpRequest.newBuilder(URI.create(server.process().url() + "/validate"))
                .POST(HttpRequest.BodyPublishers.ofString(WireServer.GOOD))
                .build();
    }

    private static HttpClient client(HttpClient.Version version) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, server.process().authority().trustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    @Test
    void aCharsetInTheContentTypeIsAccepted() {
        given(server.https())
                .contentType("application/json; charset=utf-8")
                .body(WireServer.GOOD.getBytes(StandardCharsets.UTF_8))
                .post("/validate")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyPostIsAllowed() {
        given(server.https())
                .get("/validate")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .body("error", containsString("POST"));
    }

    @Test
    void anotherPathIsNotFound() {
        server.post("/validat", WireServer.GOOD)
                .statusCode(404)
                .body("error", allOf(containsString("/validate"), containsString("/mutate")));
    }
}
