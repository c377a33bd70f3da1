package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.server.RawHttps.Answer;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests requests that no API server sends. Each gets an HTTP error with the reason in JSON, and none counts as a review. */
class StrictWireIT {

    private static final int MAX_CONCURRENT_STREAMS = 3;

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

    private static Answer answer(String head, byte[] body) throws Exception {
        try (SSLSocket socket = client.connect()) {
            RawHttps.send(socket, head, body);
            return RawHttps.answer(socket);
        }
    }

    private static Answer review(String path, byte[] body) throws Exception {
        return answer(RawHttps.head(path, "Content-Length: " + body.length + "\r\n"), body);
    }

    private static Answer review(String review) throws Exception {
        return review("/validate", review.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(int status, String reason, Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        String error = Reviews.parse(answer.body()).text("error").orElse("");
        assertTrue(error.contains(reason), answer.body());
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
        assertRefused(400, reason, review(body));
    }

    @Test
    void aRequestWithMatchingKindAndResourceIsReviewed() throws Exception {
        assertEquals(200, review(review(KIND + RESOURCE, ENI_CONFIG)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingThanUtf8IsRefused(String charset) throws Exception {
        assertRefused(400, "UTF-8", review("/validate", GOOD.getBytes(Charset.forName(charset))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//validate", "/validate/", "/x/../validate", "/%76alidate", "/VALIDATE", "/validate;x=1"})
    void anotherSpellingOfThePathIsAnotherPath(String path) throws Exception {
        assertRefused(404, "/validate", review(path, GOOD.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() throws Exception {
        assertRefused(400, "query", review("/validate?timeout=%zz", GOOD.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aBodyOfTerabytesIsTooLarge() throws Exception {
        assertRefused(413, "larger", answer(RawHttps.head("Content-Length: 5000000000000\r\n"), new byte[0]));
    }

    @Test
    void aCompressedBodyIsRefused() throws Exception {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        String headers = "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n";
        assertRefused(415, "Content-Encoding", answer(RawHttps.head(headers), body));
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws Exception {
        String head = "POST /validate HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n";
        assertRefused(400, "Host", answer(head, new byte[0]));
        assertTrue(!server.log().contains("ERROR"), server.log());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\n\r\n", "POST /validate HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"})
    void bytesThatAreNotHttpAreRefused(String head) throws Exception {
        assertRefused(400, "not an HTTP request", answer(head, new byte[0]));
    }

    @Test
    void aLineOfTenThousandCharactersIsTooLong() throws Exception {
        assertRefused(414, "first line", answer(RawHttps.head("/" + "x".repeat(10_000), ""), new byte[0]));
    }

    @Test
    void headersOfThirtyKilobytesAreTooLarge() throws Exception {
        assertRefused(431, "headers", answer(RawHttps.head("X: " + "x".repeat(30_000) + "\r\n"), new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void headIsRefusedWithoutABody(HttpClient.Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .version(version)
                .sslContext(client.tls())
                .build();
        HttpRequest head = HttpRequest.newBuilder(URI.create(server.url() + "/validate"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(head, HttpResponse.BodyHandlers.ofString());
        assertEquals(405, answer.statusCode());
        assertEquals("", answer.body());
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

    /** The first frame of the server must be SETTINGS: RFC 9113, sections 3.4 and 6.5. */
    @Test
    void aConnectionOfHttp2HasAHundredStreams() throws Exception {
        try (SSLSocket socket = client.connect()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            assertEquals(4, in.readUnsignedByte(), "the first frame must be SETTINGS");
            in.skipNBytes(5);
            ByteBuffer settings = ByteBuffer.wrap(in.readNBytes(length));
            int streams = -1;
            while (settings.hasRemaining()) {
                int name = settings.getShort();
                int value = settings.getInt();
                streams = name == MAX_CONCURRENT_STREAMS ? value : streams;
            }
            assertEquals(100, streams);
        }
    }
}
