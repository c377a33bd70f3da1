package io.eniguard.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends valid and invalid requests over HTTPS. After every request the server must still answer the next one. */
class WireIT {

    private static final String VPC = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 4000}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 10.20.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 10.20.0.0/16, CidrBlockState: {State: associated}}, {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: []}
            """;

    private static final String CLUSTER = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec: {template: {spec: {containers: [{name: aws-node, env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}
            ---
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-0a1b2c3d4e5f60718, securityGroups: [sg-0123456789abcdef0]}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: bound, labels: {k8s.amazonaws.com/eniConfig: us-west-2c}}
            """;

    private static final String GOOD = Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET));
    private static final String BAD = Reviews.create(Reviews.eniConfig("us-west-2b", "subnet-0a1b2c3d4e5f60719"));

    private static ServerProcess server;
    private static RequestSpecification https;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("vpc.yaml"), VPC);
        Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        server = ServerProcess.start(
                folder,
                Map.of(),
                "--vpc",
                folder.resolve("vpc.yaml").toString(),
                "--cluster",
                folder.resolve("cluster.yaml").toString());
        https = new RequestSpecBuilder()
                .setBaseUri(server.url())
                .setConfig(RestAssuredConfig.config()
                        .sslConfig(SSLConfig.sslConfig().trustStore(server.trust()))
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .build();
    }

    @AfterAll
    static void stopServer() throws Exception {
        assertEquals(143, server.stop(), "SIGTERM ends it");
    }

    @AfterEach
    void theNextReviewIsAnswered() {
        post("/validate", GOOD).statusCode(200).body("response.allowed", equalTo(true));
    }

    private static ValidatableResponse post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ValidatableResponse post(String path, byte[] body) {
        return given(https)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    @Test
    void aValidEniConfigIsAllowed() {
        post("/validate?timeout=3s", GOOD)
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("apiVersion", equalTo("admission.k8s.io/v1"))
                .body("kind", equalTo("AdmissionReview"))
                .body("response.uid", equalTo("u-1"))
                .body("response.allowed", equalTo(true))
                .body("response", not(hasKey("patch")))
                .body("response", not(hasKey("patchType")))
                .body("response", not(hasKey("status")))
                .body("response.auditAnnotations.decision", equalTo("allow"))
                .body("response.auditAnnotations.'snapshot-age-seconds'", equalTo("0"))
                .body("response.auditAnnotations", not(hasKey("rules")));
    }

    @Test
    void anInvalidEniConfigIsDeniedWithAFix() {
        post("/validate", BAD)
                .statusCode(200)
                .body("response.allowed", equalTo(false))
                .body("response.status.code", equalTo(403))
                .body("response.status.reason", equalTo("Forbidden"))
                .body(
                        "response.status.details",
                        equalTo(Map.of("name", "us-west-2b", "group", "crd.k8s.amazonaws.com", "kind", "ENIConfig")))
                .body(
                        "response.status.message",
                        startsWith(
                                "ENIConfig us-west-2b: [subnet-cidr] subnet-0a1b2c3d4e5f60719 (10.20.0.0/20, us-west-2b) overlaps the"
                                        + " private block 10.0.0.0/8. Fix: "))
                .body("response.auditAnnotations.decision", equalTo("deny"))
                .body("response.auditAnnotations.rules", containsString("subnet-cidr"));
    }

    @Test
    void aDenialIsLoggedInOneLine() throws Exception {
        post("/validate", BAD.replace("u-1", "u-logged"));
        String line = server.log()
                .lines()
                .filter(text -> text.contains("u-logged"))
                .findFirst()
                .orElseThrow();
        var parsed = Reviews.parse(line);
        assertEquals("deny", parsed.text("decision").orElseThrow());
        assertEquals("us-west-2b", parsed.text("name").orElseThrow());
        assertEquals("admin@example.com", parsed.text("user").orElseThrow());
        String message = parsed.text("message").orElseThrow();
        assertTrue(message.startsWith("ENIConfig us-west-2b: [subnet-cidr] subnet-0a1b2c3d4e5f60719 "), message);
        assertTrue(parsed.value("milliseconds").isPresent());
    }

    @Test
    void aNodeGetsItsLabelFromTheMutatingWebhookOnly() {
        String review = Reviews.review("CREATE", "system:node:node-1", Reviews.node(""), "null");
        post("/validate", review).body("response", not(hasKey("patch")));
        String patch = post("/mutate", review)
                .body("response.allowed", equalTo(true))
                .body("response.patchType", equalTo("JSONPatch"))
                .extract()
                .path("response.patch");
        assertEquals("""
                [{"op":"add","path":"/metadata/labels","value":{}},\
                {"op":"add","path":"/metadata/labels/k8s.amazonaws.com~1eniConfig","value":"us-west-2a"}]""", new String(Base64.getDecoder().decode(patch), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"labels\":{}", ",\"labels\":null", ",\"labels\":{\"a\":\"b\"}"})
    void aPatchAppliesToLabelsOfAnyForm(String labels) {
        String review = Reviews.review("CREATE", "system:node:node-1", Reviews.node(labels), "null");
        String patch = post("/mutate", review).extract().path("response.patch");
        boolean makesTheMapping =
                new String(Base64.getDecoder().decode(patch), StandardCharsets.UTF_8).contains("\"value\":{}");
        assertEquals(labels.isEmpty() || labels.contains("null"), makesTheMapping);
    }

    /** The missing security groups only cause a warning, so they are not part of the reason for the denial. */
    @Test
    void aWarningBesideADenialIsAWarning() {
        post("/validate", BAD.replace("\"sg-0123456789abcdef0\"", ""))
                .body("response.allowed", equalTo(false))
                .body("response.status.message", not(containsString("eniconfig-shape")))
                .body("response.warnings", hasItem(startsWith("[eniconfig-shape] ")));
    }

    @Test
    void aDenialNamesTheNamespace() {
        String configMap = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kubelet","namespace":"nodes","labels":\
                {"node.kubernetes.io/instance-type":"m5.large"}},"data":{"x.yaml":"kind: KubeletConfiguration\\nmaxPods: 500"}}""";
        post("/validate", Reviews.create(configMap))
                .body("response.status.message", startsWith("ConfigMap nodes/kubelet: [max-pods] maxPods 500 exceeds "))
                .body("response.status.details", equalTo(Map.of("name", "kubelet", "kind", "ConfigMap")));
    }

    @Test
    void aFilledInNumberComesWithAWarning() {
        String configMap = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kubelet","namespace":"nodes","labels":\
                {"node.kubernetes.io/instance-type":"m5.large"}},"data":{"x.yaml":"kind: KubeletConfiguration\\n"}}""";
        post("/mutate", Reviews.create(configMap))
                .body("response.patchType", equalTo("JSONPatch"))
                .body(
                        "response.warnings",
                        equalTo(List.of(
                                "[max-pods] eniguard wrote maxPods 20 into x.yaml of ConfigMap nodes/kubelet. Fix:"
                                        + " set maxPods 20 in the manifest too")))
                .body("response.auditAnnotations.decision", equalTo("allow"));
    }

    /** An API server sends no name when a whole collection is deleted. */
    @Test
    void aRefusedDeletionIsNamedByTheOldObject() {
        post("/validate", Reviews.review("DELETE", "admin", "null", Reviews.eniConfig("us-west-2c", Reviews.SUBNET)))
                .body(
                        "response.status.message",
                        startsWith("ENIConfig us-west-2c: [eniconfig-in-use] in use by 1 node: bound. Fix: "));
    }

    @Test
    void aDeletionIsReviewedByItsOldObject() {
        post("/validate", Reviews.review("DELETE", "admin", "null", Reviews.eniConfig("us-west-2a", Reviews.SUBNET)))
                .statusCode(200)
                .body("response.allowed", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/validate", "/mutate"})
    void anObjectOfAKindWithoutRulesIsAllowed(String path) {
        post(path, Reviews.create("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}"))
                .statusCode(200)
                .body("response.allowed", equalTo(true))
                .body("response", not(hasKey("warnings")));
    }

    static Stream<Arguments> malformed() {
        String fine = Reviews.create("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"a\":1}");
        return Stream.of(
                Arguments.of("empty", "", "the body is empty"),
                Arguments.of("truncated", GOOD.substring(0, 150), "not JSON"),
                Arguments.of("no JSON", "hello", "not JSON"),
                Arguments.of("an array", "[]", "not an AdmissionReview"),
                Arguments.of("null", "null", "not an AdmissionReview"),
                Arguments.of("two documents", fine + fine, "there is more data"),
                Arguments.of("v1beta1", fine.replace("k8s.io/v1", "k8s.io/v1beta1"), "v1beta1"),
                Arguments.of("another kind", fine.replace("\"AdmissionReview\"", "\"Pod\""), "Pod"),
                Arguments.of("no apiVersion", fine.replace("apiVersion", "version"), "nothing"),
                Arguments.of("no request", fine.replace("\"request\"", "\"asked\""), "no request"),
                Arguments.of("request is a text", fine.replaceAll("\"request\":.*", "\"request\":\"x\"}"), ""),
                Arguments.of("no uid", fine.replace("\"uid\":\"u-1\",", ""), "no uid"),
                Arguments.of("an empty uid", fine.replace("u-1", ""), "no uid"),
                Arguments.of("a null uid", fine.replace("\"u-1\"", "null"), "no uid"),
                Arguments.of("a key twice", fine.replace("\"a\":1}", "\"a\":1,\"a\":2}"), "Duplicate field 'a'"),
                Arguments.of(
                        "a key twice, elsewhere", fine.replace("\"uid\"", "\"x\":{\"y\":1,\"y\":1},\"uid\""), "'y'"),
                Arguments.of("object is a text", Reviews.create("\"x\""), "not a JSON object"),
                Arguments.of("object is an array", Reviews.create("[]"), "not a JSON object"),
                Arguments.of("100,000 arrays", Reviews.create("[".repeat(100_000)), ""),
                Arguments.of("deeper than 100", deep(99), "depth"),
                Arguments.of("a million digits", fine.replace("1}", "1".repeat(1_000_000) + "}"), "Number"));
    }

    /** A review with three levels (the document, the request and the object) plus the given number of levels. */
    private static String deep(int more) {
        return Reviews.create(
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"a\":" + "[".repeat(more - 1) + "]".repeat(more - 1) + "}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedReviewIsAnsweredWithTheReason(String name, String body, String reason) {
        post("/validate", body).statusCode(400).contentType(ContentType.JSON).body("error", containsString(reason));
    }

    @Test
    void aHundredLevelsAreFine() {
        post("/validate", deep(98)).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C080", "EDA080", "FF", "E282"})
    void malformedUtf8IsRefused(String hex) {
        byte[] before = "{\"apiVersion\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] wrong = java.util.HexFormat.of().parseHex(hex);
        byte[] after = "\"}".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(wrong, 0, body, before.length, wrong.length);
        System.arraycopy(after, 0, body, before.length + wrong.length, after.length);
        post("/validate", body).statusCode(400).body("error", containsString("UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/yaml"})
    void anotherContentTypeIsRefused(String type) {
        given(https)
                .contentType(type)
                .body(GOOD.getBytes(StandardCharsets.UTF_8))
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

    /** API servers call webhooks over HTTP/1.1, but a proxy between them may use HTTP/2. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void bothVersionsOfHttpAreSpoken(HttpClient.Version version) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(review(), (name, value) -> true)
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> answer = client(version).send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(version, answer.version());
        assertEquals(200, answer.statusCode());
        assertTrue(Reviews.parse(answer.body()).value("response", "allowed").equals(Optional.of(true)), answer.body());
    }

    private static HttpRequest review() {
        return HttpRequest.newBuilder(URI.create(server.url() + "/validate"))
                .POST(HttpRequest.BodyPublishers.ofString(GOOD))
                .build();
    }

    private static HttpClient client(HttpClient.Version version) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, server.authority().trustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    @Test
    void aCharsetBesideTheContentTypeIsFine() {
        given(https)
                .contentType("application/json; charset=utf-8")
                .body(GOOD.getBytes(StandardCharsets.UTF_8))
                .post("/validate")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyPostIsAllowed() {
        given(https)
                .get("/validate")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .body("error", containsString("POST"));
    }

    @Test
    void anotherPathIsNotFound() {
        post("/validat", GOOD)
                .statusCode(404)
                .body("error", allOf(containsString("/validate"), containsString("/mutate")));
    }

    @Test
    void nineMebibytesAreTooLarge() {
        byte[] body = new byte[9 << 20];
        java.util.Arrays.fill(body, (byte) ' ');
        post("/validate", body).statusCode(413).body("error", containsString("8388608"));
    }

    @Test
    void threeMebibytesTwiceAreFine() {
        String large = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"x\":\""
                + "y".repeat(3 << 20) + "\"}}";
        post("/validate", Reviews.review("UPDATE", "admin", large, large))
                .statusCode(200)
                .body("response.allowed", equalTo(true));
    }

    @Test
    void reviewsAreCounted() throws Exception {
        post("/validate", BAD);
        String metrics = server.management("/q/metrics").body();
        String denied = "eniguard_reviews_total{decision=\"deny\",kind=\"ENIConfig\",operation=\"CREATE\"} ";
        assertTrue(metrics.contains(denied), metrics);
        assertFalse(metrics.contains(denied + "0.0"), metrics);
        // The series must exist before the first review; otherwise Prometheus would not see that review as an increase.
        assertTrue(metrics.contains(
                "eniguard_reviews_total{decision=\"deny\",kind=\"NodePool\",operation=\"CREATE\"} 0.0"));
        assertTrue(metrics.contains("eniguard_findings_total{action=\"deny\",rule=\"subnet-cidr\"}"));
        assertTrue(metrics.contains("eniguard_review_seconds_bucket"));
        assertTrue(metrics.contains("eniguard_eniconfig_free_addresses{eniconfig=\"us-west-2a\"} 8000"));
        assertTrue(metrics.contains("eniguard_eniconfig_nodes{eniconfig=\"us-west-2a\"}"));
        assertTrue(metrics.contains("eniguard_vpc_snapshot_age_seconds 0.0"));
    }

    @Test
    void readinessNamesItsParts() throws Exception {
        var ready = given().get(server.managementUri("/q/health/ready")).then();
        ready.statusCode(200).body("checks.name", hasItems("cluster", "vpc", "tls"));
        for (String part : List.of("cluster", "vpc", "tls")) {
            ready.body("checks.find { it.name == '%s' }.data.ageSeconds".formatted(part), greaterThanOrEqualTo(0));
        }
        assertEquals(200, server.management("/q/health/live").statusCode());
        assertEquals(200, server.management("/q/health/started").statusCode());
    }
}
