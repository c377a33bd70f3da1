package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static io.eniguard.review.PolicyWorlds.GOOD;
import static io.eniguard.review.PolicyWorlds.PRIVATE;
import static io.eniguard.review.PolicyWorlds.VPC;
import static io.eniguard.review.PolicyWorlds.WRONG;
import static io.eniguard.review.PolicyWorlds.judge;
import static io.eniguard.review.PolicyWorlds.spec;
import static io.eniguard.review.PolicyWorlds.worldWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the effect of policies on reviews: actions, combinations, parameters and break glass. */
class PoliciesInReviewTest {

    @Test
    void withoutPoliciesTheRuleRunsAsBuiltIn() {
        assertEquals(List.of("subnet-cidr deny"), judge(WRONG, worldWith()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Deny,   deny
            Warn,   warn
            Audit,  audit
            """)
    void anEntrySetsTheAction(String action, String expected) {
        World world = worldWith("{rules: [{id: subnet-cidr, action: %s}]}".formatted(action));
        assertEquals(List.of("subnet-cidr " + expected), judge(WRONG, world));
    }

    @Test
    void aRuleThatIsOffIsNotEvaluated() {
        assertEquals(List.of(), judge(WRONG, worldWith("{rules: [{id: subnet-cidr, action: 'Off'}]}")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADMISSION,  warn
            AUDIT,      audit
            CHECK,      deny
            """)
    void eachPointHasItsOwnAction(Point point, String expected) {
        World world = worldWith("{rules: [{id: subnet-cidr, actions: {admission: Warn, audit: Audit}}]}");
        assertEquals(List.of("subnet-cidr " + expected), judge(ReviewRequest.create(WRONG), world, point));
    }

    @Test
    void theStrictestOfSeveralEntriesWins() {
        String mild = "{rules: [{id: subnet-cidr, action: Audit}]}";
        String strict = "{rules: [{id: subnet-cidr, action: Warn}]}";
        assertEquals(List.of("subnet-cidr warn"), judge(WRONG, worldWith(mild, strict)));
        assertEquals(List.of("subnet-cidr warn"), judge(WRONG, worldWith(strict, mild)));
    }

    @Test
    void eachEntryRunsWithItsOwnParameters() {
        String permits = "{rules: [{id: subnet-cidr, parameters: {permitted: [10.0.0.0/16]}}]}";
        String forbids = "{rules: [{id: subnet-cidr, action: Warn}]}";
        assertEquals(List.of(), judge(WRONG, worldWith(permits)));
        assertEquals(List.of("subnet-cidr warn"), judge(WRONG, worldWith(permits, forbids)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {kinds: [ENIConfig]}                                           | true
            {kinds: [Node]}                                                | false
            {names: ['us-west-2*']}                                        | true
            {names: ['us-west-2?', other]}                                 | true
            {names: ['us-west-2b*']}                                       | false
            {selector: {matchLabels: {tier: prod}}}                        | true
            {selector: {matchLabels: {tier: test}}}                        | false
            {selector: {matchExpressions: [{key: a, operator: Exists}]}}   | false
            {kinds: [ENIConfig], exclude: {names: ['*-2a']}}               | false
            {exclude: {names: ['*-2a'], kinds: [Node]}}                    | true
            """)
    void anEntryAppliesOnlyToTheObjectsThatItSelects(String match, boolean isSelected) {
        String entry = "{rules: [{id: subnet-cidr, action: Audit, match: %s}]}".formatted(match);
        String policy = "{match: %s, rules: [{id: subnet-cidr, action: Audit}]}".formatted(match);
        String expected = isSelected ? "subnet-cidr audit" : "subnet-cidr deny";
        assertEquals(List.of(expected), judge(WRONG, worldWith(entry)));
        assertEquals(List.of(expected), judge(WRONG, worldWith(policy)));
    }

    @Test
    void noLabelChangeEscapesAnEntry() {
        World world = worldWith("{match: {selector: {matchLabels: {tier: prod}}}, rules: [{id: subnet-cidr-recommended,"
                + " action: Deny, parameters: {recommended: [198.19.0.0/16]}}]}");
        Tree unlabelled = eniConfig("us-west-2b", spec(GOOD));
        assertEquals(List.of(), judge(unlabelled, world));
        ReviewRequest change = new ReviewRequest(Operation.UPDATE, unlabelled, WRONG, Requester.PERSON);
        assertEquals(List.of("subnet-cidr-recommended deny"), judge(change, world, Point.ADMISSION));
    }

    @Test
    void aRuleThatIsOffDoesNotChangeObjectsEither() {
        World world = worldWith("{rules: [{id: node-eniconfig, action: 'Off'}]}");
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2b/i-0123456789abcdef0"}
                """);
        assertFalse(new Reviewer()
                .mutate(ReviewRequest.create(node), worldWith())
                .patch()
                .isEmpty());
        assertTrue(
                new Reviewer().mutate(ReviewRequest.create(node), world).patch().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jane                                   | deny
            system:serviceaccount:karpenter:x      | warn
            system:node:ip-10-0-0-1                | warn
            """)
    void noPolicyDeniesNodesToMachines(String user, String expected) {
        World world = worldWith("{rules: [{id: node-resolves, action: Deny}]}");
        Tree node = node("ip-10-0-0-1", "k8s.amazonaws.com/eniConfig: missing");
        ReviewRequest request = new ReviewRequest(Operation.CREATE, node, Tree.EMPTY, new Requester(user));
        assertEquals(List.of("node-resolves " + expected), judge(request, world, Point.ADMISSION));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADMISSION,  deny
            AUDIT,      warn
            CHECK,      deny
            """)
    void anUnknownDeniesOnlyIfThePolicySaysSo(Point point, String expected) {
        String policy = "{rules: [{id: subnet-exists, onUnknown: Deny}]}";
        World known = worldWith(policy);
        World ignorant = new World(world("").vpc(), known.cluster(), known.parameters(), known.now())
                .withPolicies(known.policies());
        List<String> findings = judge(ReviewRequest.create(WRONG), ignorant, point);
        assertEquals(
                List.of("subnet-exists " + expected),
                findings.stream().filter(f -> f.startsWith("subnet-exists")).toList());
    }

    private static ReviewRequest asking(String annotation, Set<String> groups) {
        Tree object = eniConfig(
                "us-west-2a", "annotations: {eniguard.io/break-glass: '%s'}".formatted(annotation), spec(PRIVATE));
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, new Requester("jane", groups, false));
    }

    @Test
    void onlyMembersWithAReasonBreakGlass() {
        World world = worldWith("{breakGlass: {groups: [oncall]}}");
        Verdict member = new Reviewer().validate(asking("outage", Set.of("oncall", "dev")), world);
        assertEquals(Verdict.Decision.WARN, member.decision());
        assertEquals(new BreakGlass("policy-0", "outage"), member.brokenGlass().orElseThrow());
        assertEquals(List.of("subnet-cidr deny"), judge(asking("outage", Set.of("dev")), world, Point.ADMISSION));
        assertEquals(List.of("subnet-cidr deny"), judge(asking(" ", Set.of("oncall")), world, Point.ADMISSION));
    }

    @Test
    void anUpdateThatLeavesAllEntriesIsJudgedAsBuiltInToo() {
        World world = worldWith(
                "{match: {selector: {matchLabels: {tier: prod}}}, rules: [{id: subnet-cidr, action: 'Off'}]}");
        Tree good = eniConfig("us-west-2a", "labels: {tier: prod}", spec(GOOD));
        Tree escaped = eniConfig("us-west-2a", spec(PRIVATE));
        assertEquals(List.of(), judge(WRONG, world));
        assertTrue(judge(new ReviewRequest(Operation.UPDATE, escaped, good, Requester.PERSON), world, Point.ADMISSION)
                .contains("subnet-cidr deny"));
    }

    @Test
    void theParametersForANodeDoNotMakeAnEniConfigFit() {
        World policies = worldWith("{match: {selector: {matchLabels: {tier: prod}}},"
                + " rules: [{id: subnet-cidr, parameters: {permitted: [10.0.0.0/16]}}]}");
        World stored = stored(policies, eniConfig("us-west-2a", spec(PRIVATE)));
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1, labels: {tier: prod}}
                spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
                """);
        assertTrue(new Reviewer()
                .mutate(ReviewRequest.create(node), stored)
                .patch()
                .isEmpty());
        World labelled = stored(policies, WRONG);
        assertFalse(new Reviewer()
                .mutate(ReviewRequest.create(node), labelled)
                .patch()
                .isEmpty());
    }

    private static World stored(World policies, Tree eniConfig) {
        return new World(
                        policies.vpc(),
                        world(VPC, yaml(AWS_NODE), eniConfig).cluster(),
                        Parameters.DEFAULTS,
                        policies.now())
                .withPolicies(policies.policies());
    }

    @Test
    void aDeniedUnknownDoesNotKeepNodesFromTheirLabel() {
        World policies = worldWith("{rules: [{id: subnet-exists, onUnknown: Deny}]}");
        World ignorant = new World(
                        world("").vpc(),
                        world("", yaml(AWS_NODE), eniConfig("us-west-2a", spec(GOOD)))
                                .cluster(),
                        Parameters.DEFAULTS,
                        policies.now())
                .withPolicies(policies.policies());
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
                """);
        assertFalse(new Reviewer()
                .mutate(ReviewRequest.create(node), ignorant)
                .patch()
                .isEmpty());
    }
}
