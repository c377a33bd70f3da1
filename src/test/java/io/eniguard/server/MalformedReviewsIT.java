package io.eniguard.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends malformed and large reviews over HTTPS. The server must still answer the request that follows. */
class MalformedReviewsIT {

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

    static Stream<Arguments> malformed() {
        String fine = Reviews.create("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"a\":1}");
        return Stream.of(
                Arguments.of("empty", "", "the body is empty"),
                Arguments.of("truncated", WireServer.GOOD.substring(0, 150), "not JSON"),
                Arguments.of("no JSON", "hello", "not JSON"),
                Arguments.of("an array", "[]", "not an AdmissionReview"),
                Arguments.of("null", "null", "not an AdmissionReview"),
                Arguments.of("two documents", fine + fine, "there is more data"),
                Arguments.of("v1beta1", fine.replace("k8s.io/v1", "k8s.io/v1beta1"), "v1beta1"),
                Arguments.of("another kind", fine.replace("\"AdmissionReview\"", "\"Pod\""), "Pod"),
                Arguments.of("no apiVersion", fine.replace("apiVersion", "version"), "nothing"),
                Arguments.of("no request", fine.replace("\"request\"", "\"asked\""), "no request"),
                Arguments.of("request is a string", fine.replaceAll("\"request\":.*", "\"request\":\"x\"}"), ""),
                Arguments.of("no uid", fine.replace("\"uid\":\"u-1\",", ""), "no uid"),
                Arguments.of("an empty uid", fine.replace("u-1", ""), "no uid"),
                Arguments.of("a null uid", fine.replace("\"u-1\"", "null"), "no uid"),
                Arguments.of("a key twice", fine.replace("\"a\":1}", "\"a\":1,\"a\":2}"), "Duplicate field 'a'"),
                Arguments.of(
                        "a key twice, elsewhere", fine.replace("\"uid\"", "\"x\":{\"y\":1,\"y\":1},\"uid\""), "'y'"),
                Arguments.of("object is a string", Reviews.create("\"x\""), "not a JSON object"),
                Arguments.of("object is an array", Reviews.create("[]"), "not a JSON object"),
                Arguments.of("100,000 arrays", Reviews.create("[".repeat(100_000)), ""),
                Arguments.of("deeper than 100", deep(99), "depth"),
                Arguments.of("a million digits", fine.replace("1}", "1".repeat(1_000_000) + "}"), "Number"));
    }

    /** A review with two levels (the document and the request) around an object with the given number of levels. */
    private static String deep(int more) {
        return Reviews.create(
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"a\":" + "[".repeat(more - 1) + "]".repeat(more - 1) + "}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedReviewIsAnsweredWithTheReason(String name, String body, String reason) {
        server.post("/validate", body)
                .statusCode(400)
                .contentType(ContentType.JSON)
                .body("error", containsString(reason));
    }

    @Test
    void aHundredLevelsAreAccepted() {
        server.post("/validate", deep(98)).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "EDA080", "FF", "E282"})
    void malformedUtf8IsRefused(String hex) {
        byte[] before = "{\"apiVersion\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] after = "\"}".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(wrong, 0, body, before.length, wrong.length);
        System.arraycopy(after, 0, body, before.length + wrong.length, after.length);
        server.post("/validate", body).statusCode(400).body("error", containsString("UTF-8"));
    }

    @Test
    void nineMebibytesAreTooLarge() {
        byte[] body = new byte[9 << 20];
        Arrays.fill(body, (byte) ' ');
        server.post("/validate", body).statusCode(413).body("error", containsString("8388608"));
    }

    @Test
    void twoObjectsOfThreeMebibytesAreAccepted() {
        String large = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"x\":\""
                + "y".repeat(3 << 20) + "\"}}";
        server.post("/validate", Reviews.review("UPDATE", "admin", large, large))
                .statusCode(200)
                .body("response.allowed", equalTo(true));
    }
}
