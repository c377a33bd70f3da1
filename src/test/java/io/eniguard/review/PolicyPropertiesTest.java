package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Action;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Requester;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests properties of reviews with policies, in hundreds of generated worlds with generated policies. */
class PolicyPropertiesTest {

    /** The smallest number of generated reviews with each outcome. It ensures that the properties are tested with all outcomes. */
    private static final int LEAST = 20;

    /**
     * The rules that follow a parameter of another rule, or that are silent where the other rule has a finding. An entry of the other rule
     * changes these rules, too.
     */
    private static final Map<String, String> FOLLOWED = Map.of("subnet-cidr-recommended", "subnet-cidr");

    private static final List<String> EXPECTED = Stream.concat(
                    Stream.of("broken glass"),
                    Stream.of("deny", "warn", "audit", "exempted")
                            .flatMap(action -> Stream.of("violation", "unknown").map(finding -> action + " " + finding))
                            .flatMap(outcome -> Stream.of("built-in rule", "entry", "custom rule")
                                    .map(origin -> outcome + " by " + origin)))
            // Without a policy, an unknown never denies.
            .filter(outcome -> !outcome.equals("deny unknown by built-in rule"))
            .toList();

    static IntStream seeds() {
        return IntStream.range(0, 1000);
    }

    private static Verdict verdict(int seed, Policies policies) {
        GeneratedReview generated = new GeneratedReview(seed);
        World world = generated.world().withPolicies(policies);
        return new Reviewer().at(point(seed)).review(request(seed, generated), world);
    }

    private static Point point(int seed) {
        return List.of(Point.ADMISSION, Point.AUDIT, Point.CHECK).get(seed % 3);
    }

    /** Some requests are by a member of the group that can break glass. */
    private static ReviewRequest request(int seed, GeneratedReview generated) {
        ReviewRequest asked = generated.asked();
        return seed % 4 == 0
                ? new ReviewRequest(
                        asked.operation(),
                        withReason(asked.object()),
                        withReason(asked.before()),
                        new Requester("jane", Set.of(GeneratedPolicies.BREAK_GLASS_GROUP), false))
                : asked;
    }

    private static Tree withReason(Tree object) {
        if (object.isEmpty()) {
            return object;
        }
        Map<String, @Nullable Object> annotations =
                new LinkedHashMap<>(object.at("metadata", "annotations").fields());
        annotations.put(BreakGlass.ANNOTATION, "outage");
        Map<String, @Nullable Object> metadata =
                new LinkedHashMap<>(object.at("metadata").fields());
        metadata.put("annotations", annotations);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(object.fields());
        fields.put("metadata", metadata);
        return Tree.of(fields);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfPoliciesAndOfTheirItemsDoesNotMatter(int seed) {
        GeneratedPolicies policies = new GeneratedPolicies(seed);
        Verdict verdict = verdict(seed, policies.policies());
        for (int order = 0; order < 3; order++) {
            assertEquals(verdict, verdict(seed, policies.shuffled(order)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anotherPolicyWithoutExemptionsLiftsNoDenialOfRulesThatItDoesNotName(int seed) {
        GeneratedPolicies policies = new GeneratedPolicies(seed);
        GeneratedPolicies more = policies.withOneMore();
        Set<String> denied = denied(verdict(seed, policies.policies()));
        denied.removeIf(rule -> more.rulesOfTheLast().contains(rule)
                || more.rulesOfTheLast().contains(FOLLOWED.getOrDefault(rule, rule)));
        Set<String> deniedWithMore = denied(verdict(seed, more.policies()));
        assertTrue(deniedWithMore.containsAll(denied), () -> "before " + denied + ", after " + deniedWithMore);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDeniedObjectStaysDeniedInEveryWrittenForm(int seed) {
        GeneratedReview generated = new GeneratedReview(seed);
        World world = generated.world().withPolicies(new GeneratedPolicies(seed).policies());
        ReviewRequest plain = request(seed, generated);
        WrittenForm form = new WrittenForm(seed);
        ReviewRequest written = new ReviewRequest(
                plain.operation(), form.of(plain.object()), form.of(plain.before()), plain.requester());
        Reviewer reviewer = new Reviewer().at(point(seed));
        Set<String> denied = denied(reviewer.review(plain, world));
        Set<String> stillDenied = denied(reviewer.review(written, world));
        assertTrue(stillDenied.containsAll(denied), () -> "before " + denied + ", after " + stillDenied);
    }

    private static Set<String> denied(Verdict verdict) {
        return verdict.findings(Action.DENY)
                // Another rule may report the same unknown fact for this rule.
                .filter(judged -> judged.finding() instanceof Violation)
                .map(Judged::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theGeneratedReviewsHaveEveryOutcome() {
        Map<String, Integer> outcomes = new TreeMap<>();
        seeds().forEach(seed -> {
            outcomes(verdict(seed, new GeneratedPolicies(seed).policies()))
                    .forEach(outcome -> outcomes.merge(outcome, 1, Integer::sum));
        });
        assertEquals(
                List.of(),
                EXPECTED.stream()
                        .filter(outcome -> outcomes.getOrDefault(outcome, 0) < LEAST)
                        .toList(),
                outcomes::toString);
    }

    private static Set<String> outcomes(Verdict verdict) {
        Set<String> outcomes = verdict.findings().stream()
                .map(PolicyPropertiesTest::outcome)
                .collect(Collectors.toCollection(TreeSet::new));
        verdict.brokenGlass().ifPresent(glass -> outcomes.add("broken glass"));
        return outcomes;
    }

    private static String outcome(Judged judged) {
        Optional<String> policy = judged.consequence().policy();
        String origin = judged.rule().matches("(policy-.|added)-.")
                ? "custom rule"
                : policy.isPresent() ? "entry" : "built-in rule";
        return "%s %s by %s"
                .formatted(
                        judged.consequence().exempted().isPresent()
                                ? "exempted"
                                : judged.action().word(),
                        judged.finding() instanceof Violation ? "violation" : "unknown",
                        origin);
    }
}
