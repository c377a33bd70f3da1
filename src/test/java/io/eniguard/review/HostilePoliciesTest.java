package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.tree.HostileTexts;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that hostile texts and types in a policy lead to short findings on one line, and never to an exception or a long review. */
class HostilePoliciesTest {

    private static final long SEED = 20_261_130;

    /** The limit that detects a review that never ends. Normally, the review takes a fraction of a second. */
    private static final Duration HANG = Duration.ofSeconds(20);

    private static final int LONGEST_LINE = 240;
    private static final int MOST_LINES = 24;

    private static final World WORLD = new World(
            VpcSnapshot.nothing("test"),
            ClusterSnapshot.builder().build(),
            Parameters.DEFAULTS,
            Instant.parse("2026-12-01T00:00:00Z"));

    private final Reviewer reviewer = new Reviewer();

    static Stream<HostileTexts.Case> texts() {
        return Stream.concat(
                HostileTexts.all(SEED),
                Stream.of(
                        new HostileTexts.Case("control characters", "a\n\u0000\u001b[31m\u202eb"),
                        new HostileTexts.Case("a long text", "x".repeat(1 << 20)),
                        new HostileTexts.Case("only blanks", " ".repeat(100_000)),
                        new HostileTexts.Case("open brackets", "(".repeat(4_000)),
                        new HostileTexts.Case("open lists", "[".repeat(4_000)),
                        new HostileTexts.Case("negations", "!".repeat(4_000) + "true"),
                        new HostileTexts.Case("half of a pair", "\ud83d")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextInAnyFieldIsReviewed(HostileTexts.Case hostile) {
        String text = hostile.text();

        review(policy(field -> text));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextUsedAsAKeyIsReviewed(HostileTexts.Case hostile) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(hostile.text(), "a");
        spec.put("rules", List.of(Map.of("id", "subnet-cidr", "parameters", Map.of(hostile.text(), 1L))));
        spec.put("match", Map.of("selector", Map.of("matchLabels", Map.of(hostile.text(), hostile.text()))));

        review(document(spec));
    }

    static Stream<Object> wrongTypes() {
        List<Object> nested = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            nested = new ArrayList<>(List.of(nested));
        }
        return Stream.of(1L, true, 1.5, List.of(), Map.of(), Arrays.asList(1L, null), Map.of("a", Map.of()), nested);
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void aValueOfAnotherTypeInAnyFieldIsReviewed(Object value) {
        review(policy(field -> value));
        for (String field : List.of("match", "rules", "custom", "exemptions", "breakGlass")) {
            review(document(Map.of(field, value)));
            review(document(Map.of(field, Arrays.asList(value, null))));
        }
    }

    /** Returns the value of a field. */
    private interface Values {
        Object of(String field);
    }

    private static Tree policy(Values values) {
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("kinds", List.of(values.of("kind")));
        match.put("names", List.of(values.of("name")));
        Map<String, Object> custom = new LinkedHashMap<>();
        Stream.of("id", "expression", "message", "messageExpression", "fix", "field", "onError", "action")
                .forEach(field -> custom.put(field, values.of(field)));
        Map<String, Object> rightId = new LinkedHashMap<>(custom);
        rightId.put("id", "own");
        Map<String, Object> exemption = new LinkedHashMap<>();
        Stream.of("reason", "owner", "until").forEach(field -> exemption.put(field, values.of(field)));
        exemption.put("rules", List.of(values.of("rule")));
        Map<String, Object> ending = new LinkedHashMap<>(exemption);
        ending.put("until", "2026-12-03");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("match", match);
        spec.put("rules", List.of(Map.of("id", values.of("id"), "onUnknown", values.of("onUnknown"))));
        spec.put("custom", List.of(custom, rightId));
        spec.put("exemptions", List.of(exemption, ending));
        spec.put("breakGlass", Map.of("groups", List.of(values.of("group"))));
        return document(spec);
    }

    private static Tree document(Map<String, Object> spec) {
        return Tree.of(Map.of(
                "apiVersion",
                "eniguard.io/v1alpha1",
                "kind",
                "CustomNetworkingPolicy",
                "metadata",
                Map.of("name", "a"),
                "spec",
                spec));
    }

    private void review(Tree policy) {
        for (Tree before : List.of(Tree.EMPTY, document(Map.of("rules", List.of())), policy)) {
            Operation operation = before.isEmpty() ? Operation.CREATE : Operation.UPDATE;
            ReviewRequest request = new ReviewRequest(operation, policy, before, new Requester("someone"));
            Verdict verdict = assertTimeoutPreemptively(HANG, () -> reviewer.validate(request, WORLD));

            List<String> wrong = verdict.findings().stream()
                    .map(Judged::line)
                    .filter(line ->
                            line.length() > LONGEST_LINE || line.codePoints().anyMatch(Character::isISOControl))
                    .toList();
            assertEquals(List.of(), wrong);
            assertEquals(
                    verdict.findings().stream().limit(MOST_LINES).toList(), verdict.findings(), "too many findings");
        }
    }
}
