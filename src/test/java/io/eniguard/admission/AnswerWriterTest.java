package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.review.Notice;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Finding;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Compares answers byte by byte. Findings that deny are in the message, findings that warn are in the warnings, and audit findings are in
 * neither.
 */
class AnswerWriterTest {

    private static final World NOTHING_KNOWN = new World(
            VpcSnapshot.nothing("EC2"), ClusterSnapshot.builder().build(), Parameters.DEFAULTS, Instant.EPOCH);

    private static final Judged DENIES = violation("subnet-cidr", new Consequence(Action.DENY), "it is private");
    private static final Judged ALSO_DENIES = violation("subnet-zone", new Consequence(Action.DENY), "it is elsewhere");
    private static final Judged WARNS = violation("eniconfig-shape", new Consequence(Action.WARN), "it has no group");
    private static final Judged AUDITS = violation("node-drift", new Consequence(Action.AUDIT), "it is old");
    private static final Judged UNKNOWN = new Judged(
            "subnet-vpc",
            new Consequence(Action.WARN),
            new Finding.Unknown("spec.subnet", "unknown whether it is near", "no map", "ask", Missing.OTHER));

    private final AnswerWriter writer = new AnswerWriter(JsonbBuilder.create());

    private static Judged violation(String rule, Consequence consequence, String message) {
        return new Judged(rule, consequence, new Finding.Violation("spec.subnet", message, "mend it"));
    }

    private static Question about(Operation operation, Tree object, Tree before) {
        return new Question("u-1", "", Optional.of(new ReviewRequest(operation, object, before, Requester.PERSON)));
    }

    private static Tree object(String apiVersion, String kind, Map<String, String> metadata) {
        return Tree.of(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", metadata));
    }

    private static Tree eniConfig(String name) {
        return object("crd.k8s.amazonaws.com/v1alpha1", "ENIConfig", Map.of("name", name));
    }

    private String validated(Question question, Judged... findings) {
        Verdict verdict = new Verdict(List.of(findings), Patch.NONE);
        return new String(writer.validated(question, verdict, NOTHING_KNOWN), StandardCharsets.UTF_8);
    }

    @Test
    void aDenialNamesTheObjectAndContainsOnlyFindingsThatDeny() {
        assertEquals(
                """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":false,\
                "status":{"message":"ENIConfig us-west-2a: [subnet-cidr] it is private. Fix: mend it\\n\
                [subnet-zone] it is elsewhere. Fix: mend it","reason":"Forbidden",\
                "details":{"name":"us-west-2a","group":"crd.k8s.amazonaws.com","kind":"ENIConfig"},"code":403},\
                "warnings":["[eniconfig-shape] it has no group. Fix: mend it",\
                "[subnet-vpc] unknown whether it is near: no map. Fix: ask"],\
                "auditAnnotations":{"decision":"deny",\
                "rules":"subnet-cidr,subnet-zone,eniconfig-shape,subnet-vpc,node-drift"}}}""",
                validated(
                        about(Operation.CREATE, eniConfig("us-west-2a"), Tree.EMPTY),
                        DENIES,
                        ALSO_DENIES,
                        WARNS,
                        UNKNOWN,
                        AUDITS));
    }

    @Test
    void aDenialOfANamespacedObjectNamesTheNamespace() {
        Tree configMap = object("v1", "ConfigMap", Map.of("name", "kubelet", "namespace", "nodes"));
        String answer = validated(about(Operation.CREATE, configMap, Tree.EMPTY), DENIES);
        assertTrue(
                answer.contains(
                        "{\"message\":\"ConfigMap nodes/kubelet: [subnet-cidr] it is private. Fix: mend it\","
                                + "\"reason\":\"Forbidden\",\"details\":{\"name\":\"kubelet\",\"kind\":\"ConfigMap\"},\"code\":403}"),
                answer);
    }

    @Test
    void aDenialOfADeletionNamesTheOldObject() {
        String answer = validated(about(Operation.DELETE, Tree.EMPTY, eniConfig("us-west-2b")), DENIES);
        assertTrue(answer.contains("\"message\":\"ENIConfig us-west-2b: [subnet-cidr] "), answer);
    }

    @Test
    void aNameCannotSteerTheTerminalThatShowsIt() {
        String answer = validated(about(Operation.CREATE, eniConfig("a\u001b[31m\nb"), Tree.EMPTY), DENIES);
        assertTrue(answer.contains("\"message\":\"ENIConfig a[31mb: [subnet-cidr] "), answer);
    }

    @Test
    void anObjectWithoutANameIsNamedByItsKind() {
        String answer = validated(about(Operation.CREATE, eniConfig(""), Tree.EMPTY), DENIES);
        assertTrue(answer.contains("\"message\":\"ENIConfig: [subnet-cidr] "), answer);
        assertTrue(answer.contains("\"details\":{\"group\":\"crd.k8s.amazonaws.com\",\"kind\":\"ENIConfig\"}"), answer);
    }

    @Test
    void aWaivedRefusalIsAWarningThatSaysSoWithinTheLimit() {
        Consequence waived = new Consequence(Action.WARN, true);
        String answer = validated(
                about(Operation.CREATE, eniConfig("us-west-2a"), Tree.EMPTY),
                violation("subnet-cidr", waived, "it is private"),
                violation("subnet-zone", waived, "x".repeat(214)));
        assertTrue(
                answer.contains("\"warnings\":[\"[subnet-cidr] would be refused: it is private. Fix: mend it\","
                        + "\"[subnet-zone] would be refused: " + "x".repeat(193) + "…. Fix: mend it\"]"),
                answer);
    }

    @Test
    void aNoticeIsAWarningButNoFinding() {
        Verdict verdict = new Verdict(
                List.of(WARNS),
                new Patch(List.of(new Patch.Add(List.of("data"), "x"))),
                List.of(new Notice("max-pods", "eniguard wrote it", "write it")),
                Optional.empty());
        String answer = new String(
                writer.mutated(about(Operation.CREATE, eniConfig("a"), Tree.EMPTY), verdict, NOTHING_KNOWN),
                StandardCharsets.UTF_8);
        assertTrue(
                answer.contains("\"warnings\":[\"[eniconfig-shape] it has no group. Fix: mend it\","
                        + "\"[max-pods] eniguard wrote it. Fix: write it\"],"
                        + "\"auditAnnotations\":{\"decision\":\"warn\",\"rules\":\"eniconfig-shape\"}"),
                answer);
    }
}
