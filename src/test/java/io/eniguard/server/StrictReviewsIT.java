package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.server.RawHttps.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reviews that no API server sends. Each request gets an HTTP error with the reason in JSON, and no request counts as a review. */
class StrictReviewsIT {

    private static final String ENI_CONFIG = Reviews.eniConfig("us-west-2a", Reviews.SUBNET);
    private static final String GOOD = Reviews.create(ENI_CONFIG);
    private static final String POD = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";

    private static final String KIND =
            "\"kind\":{\"group\":\"crd.k8s.amazonaws.com\",\"version\":\"v1alpha1\",\"kind\":\"ENIConfig\"},";

    private static final String RESOURCE =
            "\"resource\":{\"group\":\"crd.k8s.amazonaws.com\",\"version\":\"v1alpha1\",\"resource\":\"eniconfigs\"},";

    private static ServerProcess server;
    private static RawHttps client;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        server = ServerProcess.start(folder, Map.of(), "--vpc", vpc.toString(), "--cluster", cluster.toString());
        client = new RawHttps(server);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static Answer review(String review) throws Exception {
        return client.review("/validate", review.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> requestsOfNoApiServer() {
        String update = Reviews.review("UPDATE", "u", ENI_CONFIG, ENI_CONFIG);
        return Stream.of(
                Arguments.of("user is a list", GOOD.replace("\"admin@example.com\"", "[\"a\"]"), "wrong type"),
                Arguments.of("user is a number", GOOD.replace("\"admin@example.com\"", "5"), "wrong type"),
                Arguments.of("uid is a number", GOOD.replace("\"u-1\"", "5"), "wrong type"),
                Arguments.of("operation is a list", GOOD.replace("\"CREATE\"", "[\"CREATE\"]"), "wrong type"),
                Arguments.of("operation is unknown", GOOD.replace("CREATE", "PATCH"), "PATCH"),
                Arguments.of("no operation", GOOD.replace("\"operation\":\"CREATE\",", ""), "operation"),
                Arguments.of("no object", Reviews.create("null"), "no object"),
                Arguments.of("no deleted object", Reviews.review("DELETE", "u", "null", "null"), "no oldObject"),
                Arguments.of("an empty object", Reviews.create("{}"), "no apiVersion"),
                Arguments.of("no kind", GOOD.replace(",\"kind\":\"ENIConfig\"", ""), "request.object has no kind"),
                Arguments.of("kind is a number", GOOD.replace("\"ENIConfig\"", "5"), "no kind"),
                Arguments.of("a foreign kind", review(KIND, POD), "request.kind is \"ENIConfig\""),
                Arguments.of("a foreign version", review(KIND.replace("alpha1", "beta1"), ENI_CONFIG), "v1beta1"),
                Arguments.of("a foreign resource", review(RESOURCE, POD), "request.resource is \"eniconfigs\""),
                Arguments.of("a list as metadata", GOOD.replace("{\"name\":\"us-west-2a\"}", "[]"), "metadata"),
                Arguments.of("name is a number", GOOD.replace("{\"name\":\"us-west-2a\"}", "{\"name\":5}"), "name"),
                Arguments.of(
                        "a label that is a number",
                        GOOD.replace("{\"name\":\"us-west-2a\"}", "{\"labels\":{\"a\":5}}"),
                        "metadata.labels"),
                Arguments.of(
                        "an old object without a kind",
                        update.replaceAll("(\"oldObject\":.*?),\"kind\":\"ENIConfig\"", "$1"),
                        "request.oldObject has no kind"));
    }

    private static String review(String member, String object) {
        return Reviews.create(object).replace("\"operation\"", member + "\"operation\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsOfNoApiServer")
    void aRequestThatASchemaWouldRefuseIsMalformed(String name, String body, String reason) throws Exception {
        RawHttps.assertRefused(400, reason, review(body));
    }

    @Test
    void aRequestWithMatchingKindAndResourceIsReviewed() throws Exception {
        assertEquals(200, review(review(KIND + RESOURCE, ENI_CONFIG)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingThanUtf8IsRefused(String charset) throws Exception {
        RawHttps.assertRefused(400, "UTF-8", client.review("/validate", GOOD.getBytes(Charset.forName(charset))));
    }

    @Test
    void aLongUidComesBackAndIsCutInTheLog() throws Exception {
        String uid = "u".repeat(1 << 20);
        Answer answer =
                review(Reviews.create(Reviews.eniConfig("us-west-2a", "none")).replace("u-1", uid));
        assertEquals(uid, Reviews.parse(answer.body()).text("response", "uid").orElse(""));
        assertTrue(server.log().contains("\"uid\":\"uuuu"), "the denial is not logged");
        int logged = server.log().length();
        assertTrue(logged < 1 << 20, () -> "a log of " + logged);
    }
}
