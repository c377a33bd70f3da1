package io.eniguard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredPoliciesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final String FAULTY = "rules: [{id: subnet-cidrs}]";
    private static final String RULE = "rules: [{id: subnet-cidr, action: Warn}]";
    private static final String OTHER_RULE = "rules: [{id: subnet-zone, action: Warn}]";

    private final PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new AcceptedConditions());

    private static Tree document(String name, String spec) {
        return document(name, "uid-of-" + name, "2026-11-01T00:00:00Z", spec);
    }

    private static Tree document(String name, String uid, String created, String spec) {
        return FaultyPolicy.read("""
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: %s, uid: %s, generation: 3, creationTimestamp: "%s"}
                spec: {%s}
                """.formatted(name, uid, created, spec));
    }

    private static String custom(String... ids) {
        return custom(ids, "true");
    }

    private static String custom(String[] ids, String expression) {
        List<String> rules = new ArrayList<>();
        for (String id : ids) {
            rules.add("{id: %s, expression: \"%s\", message: m}".formatted(id, expression));
        }
        return "custom: [%s]".formatted(String.join(", ", rules));
    }

    private StoredPolicies next(StoredPolicies before, Tree... documents) {
        return before.next(List.of(documents), before.ofFiles(), reader, NOW);
    }

    private StoredPolicies of(Tree... documents) {
        return next(StoredPolicies.NONE, documents);
    }

    private Policies files(String name, String spec) {
        Policy policy = reader.read(document(name, spec), PolicyOrigin.FILE, Set.of(), NOW)
                .policy()
                .orElseThrow();
        return new Policies(List.of(policy));
    }

    private static StoredPolicy only(StoredPolicies policies) {
        assertEquals(1, policies.all().size());
        return policies.all().get(0);
    }

    /** Returns each policy in force with its rules and custom rules. */
    private static List<String> inForce(StoredPolicies policies) {
        return policies.inForce().all().stream()
                .map(policy -> policy.name()
                        + policy.rules().stream().map(RuleEntry::rule).toList()
                        + policy.custom().stream().map(CustomRule::id).toList())
                .toList();
    }

    private static List<String> faults(StoredPolicies policies) {
        return policies.all().stream()
                .flatMap(policy -> policy.faults().stream()
                        .map(fault -> policy.name() + ": " + fault.field() + ": " + fault.message()))
                .toList();
    }

    @Test
    void policiesWithoutFaultsAreInForce() {
        StoredPolicies policies = of(document("b", RULE), document("a", OTHER_RULE));

        assertEquals(List.of("a[subnet-zone][]", "b[subnet-cidr][]"), inForce(policies));
        assertEquals(List.of(), faults(policies));
        assertTrue(policies.all().get(0).isValid());
        assertEquals(3, policies.all().get(0).generation());
    }

    @Test
    void aFaultyPolicyWithoutAGoodVersionHasNoEffect() {
        StoredPolicies policies = of(document("a", FAULTY), document("b", RULE));

        assertEquals(List.of("b[subnet-cidr][]"), inForce(policies));
        assertFalse(policies.all().get(0).isValid());
        assertEquals(
                "the policy has no effect: spec.rules[0].id: \"subnet-cidrs\" is not the id of a rule. Fix: did you mean subnet-cidr?",
                policies.all().get(0).reason());
    }

    @Test
    void aFaultyPolicyKeepsItsLastGoodVersion() {
        StoredPolicies good = of(document("a", RULE));
        StoredPolicies faulty = next(good, document("a", FAULTY));
        StoredPolicies stillFaulty = next(faulty, document("a", "rules: [{}]"));

        assertEquals(List.of("a[subnet-cidr][]"), inForce(faulty));
        assertEquals(List.of("a[subnet-cidr][]"), inForce(stillFaulty));
        assertEquals(1, only(stillFaulty).faults().size());
        assertTrue(only(faulty).reason().startsWith("the last good version stays in force: spec.rules[0].id"));
        assertEquals(List.of("a[subnet-zone][]"), inForce(next(stillFaulty, document("a", OTHER_RULE))));
    }

    @Test
    void aDeletedPolicyHasNoEffect() {
        assertEquals(List.of(), inForce(next(of(document("a", RULE)))));
    }

    @Test
    void aPolicyThatWasCreatedAgainHasNoLastGoodVersion() {
        StoredPolicies again =
                next(of(document("a", RULE)), document("a", "another-uid", "2026-11-02T00:00:00Z", FAULTY));

        assertEquals(List.of(), inForce(again));
        assertEquals(1, only(again).faults().size());
    }

    @Test
    void anUnchangedPolicyIsNotReadAgain() {
        StoredPolicies before = of(document("a", custom("own")));
        Tree withStatus = FaultyPolicy.read("""
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: a, uid: uid-of-a, generation: 4, labels: {x: y}}
                spec: {%s}
                status: {rules: 1}
                """.formatted(custom("own")));
        StoredPolicies after = next(before, withStatus);

        assertSame(only(before).inForce().orElseThrow(), only(after).inForce().orElseThrow());
        assertEquals(4, only(after).generation());
        assertEquals(1, only(after).document().integer("status", "rules").orElseThrow());
    }

    @Test
    void theOlderPolicyKeepsACustomRule() {
        Tree older = document("z", "1", "2026-11-01T00:00:00Z", custom("own"));
        Tree younger = document("a", "2", "2026-11-01T00:00:01Z", custom("own", "other"));

        StoredPolicies policies = of(younger, older);

        assertEquals(List.of("a[][other]", "z[][own]"), inForce(policies));
        assertEquals(
                List.of("a: spec.custom[0].id: \"own\" is also the id of a custom rule in the policy z"),
                faults(policies));
    }

    @Test
    void ofPoliciesOfTheSameAgeTheFirstByNameKeepsACustomRule() {
        assertEquals(
                List.of("a[][own]", "b[][]"), inForce(of(document("b", custom("own")), document("a", custom("own")))));
    }

    @Test
    void aReplicaThatStartsAfterAConflictComesToTheSameResult() {
        StoredPolicies before = of(document("a", RULE), document("b", RULE + ", " + custom("own", "other")));
        Tree[] after = {document("a", custom("own")), document("b", RULE + ", " + custom("own", "other"))};

        assertEquals(List.of("a[][own]", "b[subnet-cidr][other]"), inForce(next(before, after)));
        assertEquals(inForce(next(before, after)), inForce(of(after)));
        assertEquals(faults(next(before, after)), faults(of(after)));
    }

    @Test
    void theReasonNamesTheCustomRulesThatAPolicyLacks() {
        Tree first = document("a", custom("own", "other"));
        StoredPolicies before = of(first, document("b", RULE));

        assertEquals(
                "in force without the custom rule own: spec.custom[0].id: \"own\" is also the id of a custom rule in the"
                        + " policy a. Fix: choose another id",
                of(first, document("b", custom("own", "third"))).all().get(1).reason());
        assertTrue(of(first, document("b", custom("own", "other")))
                .all()
                .get(1)
                .reason()
                .startsWith("in force without the custom rules other and own: "));
        assertTrue(next(before, first, document("b", custom("own", "third")))
                .all()
                .get(1)
                .reason()
                .startsWith("the last good version stays in force: "));
    }

    @Test
    void theReasonIsShort() {
        String name = "x".repeat(1_000);
        String entry = "{id: %s, %s: 1, %sy: 2},".formatted(name, name, name);
        StoredPolicy faulty = only(of(document("a", "rules: [" + entry.repeat(5) + "]")));

        assertTrue(faulty.reason().length() < 1_400, faulty::reason);
        assertTrue(faulty.reason().endsWith(" more)"), faulty::reason);
    }

    @Test
    void aPolicyWithAConflictAndOtherFaultsHasNoEffect() {
        StoredPolicies policies =
                of(document("a", custom("own")), document("b", FAULTY + ", " + custom("own", "other")));

        assertEquals(List.of("a[][own]"), inForce(policies));
    }

    @Test
    void aPolicyThatClaimsACustomRuleLaterKeepsItsLastGoodVersion() {
        StoredPolicies before = of(document("a", custom("own")), document("b", custom("other")));
        StoredPolicies after = next(before, document("a", custom("own")), document("b", custom("other", "own")));

        assertEquals(List.of("a[][own]", "b[][other]"), inForce(after));
        assertEquals(1, faults(after).size());
    }

    @Test
    void aPolicyThatLosesACustomRuleKeepsTheRest() {
        StoredPolicies before = of(document("a", RULE), document("b", custom("own", "other")));
        StoredPolicies after = next(before, document("a", custom("own")), document("b", custom("own", "other")));

        assertEquals(List.of("a[][own]", "b[][other]"), inForce(after));
        assertEquals(1, faults(after).size());
        assertEquals(
                List.of("a[subnet-cidr][]", "b[][own, other]"),
                inForce(next(after, document("a", RULE), document("b", custom("own", "other")))));
    }

    @Test
    void aPolicyOfAFileReplacesTheStoredOne() {
        StoredPolicies before = of(document("a", RULE));
        StoredPolicies replaced = before.next(List.of(document("a", RULE)), files("a", OTHER_RULE), reader, NOW);

        assertEquals(List.of("a[subnet-zone][]"), inForce(replaced));
        assertEquals(
                List.of("a: metadata.name: \"a\" is also the name of a policy of --policy, which replaces this one"),
                faults(replaced));
        assertEquals(
                List.of("a[subnet-cidr][]"),
                inForce(replaced.next(List.of(document("a", RULE)), Policies.NONE, reader, NOW)));
    }

    @Test
    void aReplacedPolicyHasNoOtherFault() {
        Tree document = document("a", FAULTY + ", " + custom("own"));
        StoredPolicies policies = StoredPolicies.NONE.next(List.of(document), files("a", custom("own")), reader, NOW);

        assertEquals(List.of("a[][own]"), inForce(policies));
        assertEquals(
                List.of("a: metadata.name: \"a\" is also the name of a policy of --policy, which replaces this one"),
                faults(policies));
    }

    @Test
    void aPolicyOfAFileKeepsACustomRule() {
        StoredPolicies policies =
                StoredPolicies.NONE.next(List.of(document("a", custom("own"))), files("z", custom("own")), reader, NOW);

        assertEquals(List.of("a[][]", "z[][own]"), inForce(policies));
        assertEquals(1, faults(policies).size());
    }

    @Test
    void anExemptionThatIsOverIsNoFault() {
        assertEquals(
                List.of(),
                faults(of(document(
                        "a", "exemptions: [{rules: [subnet-cidr], reason: r, owner: o, until: \"2020-01-01\"}]"))));
    }

    @Test
    void anExemptionThatIsTooLongIsAFaultUntilItsEndIsCloseEnough() {
        Tree document = document(
                "a", RULE + ", exemptions: [{rules: [subnet-cidr], reason: r, owner: o, until: \"2027-12-05\"}]");
        StoredPolicies early = of(document);
        Instant right = Instant.parse("2027-12-06T00:00:00Z").minus(Duration.ofDays(367));
        Instant before = right.minusSeconds(1);

        assertEquals(List.of("a: spec.exemptions[0].until: \"2027-12-05\" is more than 366 days ahead"), faults(early));
        assertEquals(List.of(), inForce(early));
        assertFalse(early.areOutdated(before));
        assertEquals(
                1,
                faults(early.next(List.of(document), Policies.NONE, reader, before))
                        .size());
        assertTrue(early.areOutdated(right));
        StoredPolicies late = early.next(List.of(document), Policies.NONE, reader, right);
        assertEquals(List.of("a[subnet-cidr][]"), inForce(late));
        assertFalse(late.areOutdated(right.plusSeconds(1)));
    }

    @Test
    void policiesWithLongExpressionsAreReadAfterTheOthers() {
        String shortRules = custom("own");
        String longRules = custom(
                IntStream.range(0, 9).mapToObj(i -> "long-" + i).toArray(String[]::new),
                "true" + " || true".repeat(500));
        StoredPolicies before = of(document("a", RULE), document("b", shortRules));
        List<Tree> after = List.of(document("a", OTHER_RULE), document("b", longRules), document("c", longRules));

        List<Tree> quick = before.withoutLongChanges(after, NOW);
        assertEquals(List.of("a[subnet-zone][]", "b[][own]"), inForce(before.next(quick, Policies.NONE, reader, NOW)));

        StoredPolicies complete = before.next(after, Policies.NONE, reader, NOW);
        assertEquals(after, complete.withoutLongChanges(after, NOW));
        assertEquals(9, complete.all().get(1).inForce().orElseThrow().custom().size());
    }

    @Test
    void theOrderOfDocumentsDoesNotMatter() {
        List<Tree> documents = new ArrayList<>(List.of(
                document("a", "1", "2026-11-03T00:00:00Z", custom("one", "two")),
                document("b", "2", "2026-11-02T00:00:00Z", custom("two", "three")),
                document("c", "3", "2026-11-01T00:00:00Z", custom("three")),
                document("d", FAULTY)));
        StoredPolicies expected = StoredPolicies.NONE.next(documents, Policies.NONE, reader, NOW);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(documents, new Random(seed));
            StoredPolicies shuffled = StoredPolicies.NONE.next(documents, Policies.NONE, reader, NOW);
            assertEquals(inForce(expected), inForce(shuffled));
            assertEquals(faults(expected), faults(shuffled));
        }
    }
}
