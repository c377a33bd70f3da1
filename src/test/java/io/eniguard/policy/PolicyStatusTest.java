package io.eniguard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.5Z");
    private static final Instant LATER = Instant.parse("2027-06-01T00:00:00Z");

    private static final String RIGHT = """
            rules: [{id: subnet-cidr, action: Warn}, {id: subnet-zone, action: Warn}]
              custom: [{id: own, expression: "true", message: m}]
              exemptions:
              - {rules: [max-pods], reason: r, owner: o, until: "2026-01-01"}
              - {rules: [max-pods], reason: r, owner: o, until: "2026-12-31"}
              - {rules: [max-pods], reason: r, owner: o, until: "2027-02-28"}
            """;
    private static final String FAULTY = "rules: [{id: subnet-cidrs}]\n";

    private final PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new AcceptedConditions());

    private StoredPolicy stored(StoredPolicies before, String spec, Tree status) {
        Map<String, @Nullable Object> document =
                new LinkedHashMap<>(FaultyPolicy.read("""
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: production, uid: u, generation: 7}
                spec:
                  %s
                """.formatted(spec)).fields());
        document.put("status", status.fields());
        return next(before, new Tree(document)).all().get(0);
    }

    private StoredPolicies next(StoredPolicies before, Tree document) {
        return before.next(List.of(document), Policies.NONE, reader, NOW);
    }

    private StoredPolicy stored(String spec) {
        return stored(StoredPolicies.NONE, spec, Tree.EMPTY);
    }

    private static Tree written(StoredPolicy policy, Instant now) {
        return new PolicyStatus(policy, Optional.of(3L), now).change().orElseThrow();
    }

    private static Tree condition(Tree status, String type) {
        return status.trees("conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStatusOfAPolicyInForceHasItsNumbers() {
        Tree status = written(stored(RIGHT), NOW);

        assertEquals(7, status.integer("observedGeneration").orElseThrow());
        assertEquals(3, status.integer("rules").orElseThrow());
        assertEquals(3, status.integer("violations").orElseThrow());
        assertEquals(2, status.integer("exemptions", "active").orElseThrow());
        assertEquals(1, status.integer("exemptions", "expired").orElseThrow());
        assertEquals(
                Map.of(
                        "type", "Ready",
                        "status", "True",
                        "observedGeneration", 7L,
                        "lastTransitionTime", "2026-11-30T12:00:00Z",
                        "reason", "InForce",
                        "message", "the policy is in force"),
                condition(status, "Ready").fields());
        assertEquals(
                "2 exemptions in force, the last one until 2027-02-28",
                condition(status, "Exempting").text("message").orElseThrow());
    }

    @Test
    void theStatusOfAWrongPolicyHasItsFaults() {
        Tree status = written(stored(FAULTY), NOW);

        assertEquals(0, status.integer("rules").orElseThrow());
        assertEquals("False", condition(status, "Ready").text("status").orElseThrow());
        assertEquals("Invalid", condition(status, "Ready").text("reason").orElseThrow());
        assertEquals(
                "the policy has no effect: spec.rules[0].id: \"subnet-cidrs\" is not the id of a rule. Fix: did you mean subnet-cidr?",
                condition(status, "Ready").text("message").orElseThrow());
        assertEquals("False", condition(status, "Exempting").text("status").orElseThrow());
    }

    @Test
    void aStatusThatStaysIsNotWritten() {
        Tree status = written(stored(RIGHT), NOW);

        StoredPolicy again = stored(StoredPolicies.NONE, RIGHT, status);

        assertEquals(Optional.empty(), new PolicyStatus(again, Optional.of(3L), NOW.plusSeconds(60)).change());
    }

    @Test
    void theViolationsOfAnEarlierLeaderStayUntilTheNextAudit() {
        StoredPolicy again = stored(StoredPolicies.NONE, RIGHT, written(stored(RIGHT), NOW));

        assertEquals(Optional.empty(), new PolicyStatus(again, Optional.empty(), NOW).change());
        assertEquals(
                4,
                new PolicyStatus(again, Optional.of(4L), NOW)
                        .change()
                        .flatMap(status -> status.integer("violations"))
                        .orElseThrow());
        assertFalse(new PolicyStatus(stored(RIGHT), Optional.empty(), NOW)
                .change()
                .orElseThrow()
                .keys()
                .contains("violations"));
    }

    @Test
    void theTimeOfAConditionChangesOnlyWithItsStatus() {
        StoredPolicy again = stored(StoredPolicies.NONE, RIGHT, written(stored(RIGHT), NOW));

        Tree later = new PolicyStatus(again, Optional.of(3L), LATER).change().orElseThrow();

        assertEquals(
                "2026-11-30T12:00:00Z",
                condition(later, "Ready").text("lastTransitionTime").orElseThrow());
        assertEquals(
                "2027-06-01T00:00:00Z",
                condition(later, "Exempting").text("lastTransitionTime").orElseThrow());
        assertEquals(3, later.integer("exemptions", "expired").orElseThrow());
    }

    @Test
    void onlyANewFaultIsAnnounced() {
        assertFalse(new PolicyStatus(stored(RIGHT), Optional.empty(), NOW).isNewlyInvalid());
        assertTrue(new PolicyStatus(stored(FAULTY), Optional.empty(), NOW).isNewlyInvalid());

        Tree status = written(stored(FAULTY), NOW);
        StoredPolicy again = stored(StoredPolicies.NONE, FAULTY, status);
        StoredPolicy other = stored(StoredPolicies.NONE, "rules: [{id: other-rule}]\n", status);

        assertFalse(new PolicyStatus(again, Optional.empty(), NOW).isNewlyInvalid());
        assertTrue(new PolicyStatus(other, Optional.empty(), NOW).isNewlyInvalid());
    }

    @Test
    void theLastGoodVersionCounts() {
        Tree good = FaultyPolicy.read("""
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: production, uid: u, generation: 6}
                spec:
                  %s
                """.formatted(RIGHT));

        Tree status = written(stored(next(StoredPolicies.NONE, good), FAULTY, Tree.EMPTY), NOW);

        assertEquals(3, status.integer("rules").orElseThrow());
        assertEquals("True", condition(status, "Exempting").text("status").orElseThrow());
        assertTrue(condition(status, "Ready")
                .text("message")
                .orElseThrow()
                .startsWith("the last good version stays in force: "));
    }
}
