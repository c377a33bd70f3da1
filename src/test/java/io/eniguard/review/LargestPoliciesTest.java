package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the largest policies are reviewed within the time that the API server waits for the webhook. */
class LargestPoliciesTest {

    /** The API server waits two seconds. The machine of a test can be several times slower, and the first test loads the CEL library. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private static final World WORLD = new World(
            VpcSnapshot.nothing("test"),
            ClusterSnapshot.builder().build(),
            Parameters.DEFAULTS,
            Instant.parse("2026-12-01T00:00:00Z"));

    private final Reviewer reviewer = new Reviewer();

    private static Tree policy(Map<String, Object> spec) {
        return Tree.of(Map.of(
                "apiVersion",
                "eniguard.io/v1alpha1",
                "kind",
                "CustomNetworkingPolicy",
                "metadata",
                Map.of("name", "large"),
                "spec",
                spec));
    }

    private static List<Object> list(int size, IntFunction<Object> item) {
        return IntStream.range(0, size).mapToObj(item).toList();
    }

    private Verdict update(Tree before, Tree after) {
        ReviewRequest request = new ReviewRequest(Operation.UPDATE, after, before, new Requester("someone"));
        return assertTimeoutPreemptively(LIMIT, () -> reviewer.validate(request, WORLD));
    }

    private static Tree withExpressions(String expression, String message) {
        return policy(Map.of(
                "custom",
                list(
                        100,
                        i -> Map.of(
                                "id",
                                "rule-" + i,
                                "expression",
                                i + " == 0 || " + expression,
                                "messageExpression",
                                message))));
    }

    private static String filled(String part, String joint, int length) {
        StringBuilder text = new StringBuilder(part);
        while (text.length() + joint.length() + part.length() <= length) {
            text.append(joint).append(part);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.spec.a == 1",
                "[1].exists(a, a == 1)",
                "{'a': 1}.all(k, k == 'a')",
                "'a'.matches('(a*)*b')",
                "unknown.a",
                "(((((((((1)))))))))==1",
                "[[[[[[1]]]]]]!=[]",
                "1 +",
                "a",
                "size(b) == 1"
            })
    void longExpressionsAreCompiledInTime(String part) {
        String expression = "true || " + filled(part, " || ", 4_000);
        Tree before = withExpressions(expression, "'a'");
        Tree after = withExpressions("!" + expression, "'b'");

        Verdict verdict = update(before, after);

        assertTrue(
                verdict.findings(Action.WARN)
                        .anyMatch(judged -> judged.line().contains("the last expressions are not checked")),
                verdict::toString);
    }

    @Test
    void longExpressionsThatAnUpdateRemovesNeedNoCheck() {
        Tree before = withExpressions("true || " + filled("object.spec.a == 1", " || ", 4_000), "'a'");

        List<Judged> findings = update(before, policy(Map.of("rules", List.of(Map.of("id", "subnet-cdr")))))
                .findings();

        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).line().contains("\"subnet-cdr\""), findings::toString);
    }

    @Test
    void manySetsOfKindsAreCompiledInTime() {
        List<String> kinds = List.of("ConfigMap", "DaemonSet", "EC2NodeClass", "ENIConfig", "Node", "NodePool");
        Tree after = policy(Map.of(
                "custom",
                list(
                        63,
                        i -> Map.of(
                                "id",
                                "rule-" + i,
                                "match",
                                Map.of(
                                        "kinds",
                                        IntStream.range(0, kinds.size())
                                                .filter(bit -> ((i + 1) >> bit & 1) == 1)
                                                .mapToObj(kinds::get)
                                                .toList()),
                                "expression",
                                "true",
                                "message",
                                "a"))));

        assertEquals(1, update(policy(Map.of()), after).findings().size());
    }

    @Test
    void theMostEntriesAreReadInTime() {
        Map<String, Object> match = Map.of("names", list(200, i -> "name-" + i + "*"));
        Tree after = policy(Map.of(
                "match", match,
                "rules", list(100, i -> Map.of("id", "subnet-cdr" + i, "match", match)),
                "exemptions", list(500, i -> Map.of("rules", list(200, j -> "rule" + i + "-" + j), "match", match))));

        Verdict verdict = update(policy(Map.of()), after);

        assertEquals(11, verdict.findings(Action.DENY).count());
    }

    @Test
    void aThousandEntriesAndAnExpressionOfOneMebibyteAreRefusedInTime() {
        Tree after = policy(Map.of(
                "rules", list(1_000, i -> Map.of("id", "subnet-cidr")),
                "custom",
                        List.of(Map.of(
                                "id", "own", "expression", "true || ".repeat(1 << 17) + "true", "message", "a"))));

        List<String> lines = update(policy(Map.of()), after)
                .findings(Action.DENY)
                .map(Judged::line)
                .toList();

        assertEquals(
                List.of(
                        "[policy-fault] spec.rules: 1,000 items are too many. Fix: use at most 100, or divide the policy",
                        "[policy-fault] spec.custom[0].expression: 1,048,580 characters are too many. Fix: use at most 4,096"),
                lines);
    }
}
