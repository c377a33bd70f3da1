package io.eniguard.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the answers to reviews over HTTPS: denials, patches, warnings and log lines. */
class ReviewAnswersIT {

    private static WireServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = WireServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void aValidEniConfigIsAllowed() {
        server.post("/validate?timeout=3s", WireServer.GOOD)
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
        server.post("/validate", WireServer.BAD)
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
        server.post("/validate", WireServer.BAD.replace("u-1", "u-logged"));
        String line = server.process()
                .log()
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
        server.post("/validate", review).body("response", not(hasKey("patch")));
        String patch = server.post("/mutate", review)
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
        String patch = server.post("/mutate", review).extract().path("response.patch");
        boolean makesTheMapping =
                new String(Base64.getDecoder().decode(patch), StandardCharsets.UTF_8).contains("\"value\":{}");
        assertEquals(labels.isEmpty() || labels.contains("null"), makesTheMapping);
    }

    /** The missing security groups only cause a warning, so they are not part of the reason for the denial. */
    @Test
    void aWarningNextToADenialStaysAWarning() {
        server.post("/validate", WireServer.BAD.replace("\"sg-0123456789abcdef0\"", ""))
                .body("response.allowed", equalTo(false))
                .body("response.status.message", not(containsString("eniconfig-shape")))
                .body("response.warnings", hasItem(startsWith("[eniconfig-shape] ")));
    }

    @Test
    void aDenialNamesTheNamespace() {
        String configMap = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kubelet","namespace":"nodes","labels":\
                {"node.kubernetes.io/instance-type":"m5.large"}},"data":{"x.yaml":"kind: KubeletConfiguration\\nmaxPods: 500"}}""";
        server.post("/validate", Reviews.create(configMap))
                .body("response.status.message", startsWith("ConfigMap nodes/kubelet: [max-pods] maxPods 500 exceeds "))
                .body("response.status.details", equalTo(Map.of("name", "kubelet", "kind", "ConfigMap")));
    }

    @Test
    void aFilledInNumberComesWithAWarning() {
        String configMap = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kubelet","namespace":"nodes","labels":\
                {"node.kubernetes.io/instance-type":"m5.large"}},"data":{"x.yaml":"kind: KubeletConfiguration\\n"}}""";
        server.post("/mutate", Reviews.create(configMap))
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
        server.post(
                        "/validate",
                        Reviews.review("DELETE", "admin", "null", Reviews.eniConfig("us-west-2c", Reviews.SUBNET)))
                .body(
                        "response.status.message",
                        startsWith("ENIConfig us-west-2c: [eniconfig-in-use] in use by 1 node: bound. Fix: "));
    }

    @Test
    void aDeletionIsReviewedByItsOldObject() {
        server.post(
                        "/validate",
                        Reviews.review("DELETE", "admin", "null", Reviews.eniConfig("us-west-2a", Reviews.SUBNET)))
                .statusCode(200)
                .body("response.allowed", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/validate", "/mutate"})
    void anObjectOfAKindWithoutRulesIsAllowed(String path) {
        server.post(path, Reviews.create("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}"))
                .statusCode(200)
                .body("response.allowed", equalTo(true))
                .body("response", not(hasKey("warnings")));
    }
}
