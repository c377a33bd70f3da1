package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static io.eniguard.review.PolicyWorlds.GOOD;
import static io.eniguard.review.PolicyWorlds.PRIVATE;
import static io.eniguard.review.PolicyWorlds.VPC;
import static io.eniguard.review.PolicyWorlds.judge;
import static io.eniguard.review.PolicyWorlds.spec;
import static io.eniguard.review.PolicyWorlds.worldWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Answer;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Requester;
import io.eniguard.policy.SharedBudget;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the effect of custom rules on reviews. */
class CustomRulesInReviewTest {

    /** A condition that takes more steps than an evaluation may take. */
    private static final String BOMB =
            "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c,"
                    + " [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, a + b + c + d + e > 0)))))";

    @Test
    void aCustomRuleReportsItsMessageAndFix() {
        World world = worldWith("""
                {custom: [{id: subnet-has-owner, action: Deny, match: {kinds: [ENIConfig]},
                expression: "'owner' in subnet.tags", message: no owner,
                messageExpression: "subnet.id + ' has no tag owner'", fix: add the tag, field: spec.subnet}]}
                """);
        Judged judged = new Reviewer()
                .validate(ReviewRequest.create(eniConfig("us-west-2b", spec(GOOD))), world)
                .findings()
                .get(0);
        assertEquals("[subnet-has-owner] %s has no tag owner. Fix: add the tag".formatted(GOOD), judged.line());
    }

    @Test
    void aCustomRuleIsUnknownWithoutItsFacts() {
        String policy = """
                {custom: [{id: enough, action: Deny, match: {kinds: [ENIConfig]},
                expression: "subnet.freeAddresses > 10", message: too few}]}
                """;
        World known = worldWith(policy);
        World old = new World(
                        known.vpc(),
                        known.cluster(),
                        known.parameters(),
                        known.now().plusSeconds(100_000_000))
                .withPolicies(known.policies());
        Tree object = eniConfig("us-west-2b", spec(GOOD));
        assertEquals(List.of(), judge(object, known));
        World ignorant =
                new World(world("").vpc(), old.cluster(), old.parameters(), old.now()).withPolicies(old.policies());
        assertEquals(
                List.of("enough warn"),
                judge(object, ignorant).stream()
                        .filter(f -> f.startsWith("enough"))
                        .toList());
    }

    @Test
    void aCustomRuleThatFailsHasTheActionForErrors() {
        World world = worldWith("""
                {custom: [{id: broken, action: Deny, onError: Audit, match: {kinds: [ENIConfig]},
                expression: "object.spec.missing == 'x'", message: never}]}
                """);
        assertEquals(List.of("broken audit"), judge(eniConfig("us-west-2b", spec(GOOD)), world));
    }

    /** A node's rules judge the ENIConfigs of its zone, because fixes and the label name only fit ones. */
    @Test
    void allConditionsOfAReviewShareABudgetAndThoseOfTheObjectComeFirst() {
        List<String> kinds = new ArrayList<>();
        Set<SharedBudget> budgets = Collections.newSetFromMap(new IdentityHashMap<>());
        World plain = world(
                VPC, yaml(AWS_NODE), eniConfig("us-west-2b", spec(GOOD)), eniConfig("us-west-2b-more", spec(GOOD)));
        Policies observed = worldWith("{custom: [{id: own, expression: \"true\", message: m}]}")
                .policies()
                .withConditions((policy, rule) -> facts -> {
                    kinds.add(Tree.of(facts.value("object")).text("kind").orElse(""));
                    budgets.add(facts.budget());
                    return new Answer.Holds(true);
                });
        World world = plain.withPolicies(observed);
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2b/i-0123456789abcdef0"}
                """);
        Reviewer reviewer = new Reviewer();

        reviewer.validate(ReviewRequest.create(node), world);
        assertEquals(List.of("Node", "ENIConfig", "ENIConfig"), kinds.subList(0, 3));
        assertEquals(1, budgets.size());

        kinds.clear();
        reviewer.mutate(ReviewRequest.create(node), world);
        assertEquals(List.of("ENIConfig", "ENIConfig"), kinds);
        assertEquals(2, budgets.size());

        reviewer.validate(ReviewRequest.create(node), world);
        assertEquals(3, budgets.size());
    }

    @Test
    void aResultOfAReviewWithoutABudgetIsNotKept() {
        List<Boolean> exhausted = new ArrayList<>();
        Policies costly = worldWith("{custom: [{id: own, expression: \"true\", message: m}]}")
                .policies()
                .withConditions((policy, rule) -> facts -> {
                    boolean isFirst = exhausted.isEmpty();
                    exhausted.add(isFirst);
                    return isFirst && !facts.budget().take(SharedBudget.MOST_STEPS + 1)
                            ? new Answer.Failure("it takes too many steps", true)
                            : new Answer.Holds(true);
                });
        World world =
                world(VPC, yaml(AWS_NODE), eniConfig("us-west-2b", spec(GOOD))).withPolicies(costly);
        Reviewer reviewer = new Reviewer();
        ReviewRequest node = ReviewRequest.create(yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2b/i-0123456789abcdef0"}
                """));

        reviewer.mutate(node, world);
        int first = exhausted.size();
        reviewer.mutate(node, world);
        assertEquals(first + 1, exhausted.size());
        reviewer.mutate(node, world);
        assertEquals(first + 1, exhausted.size());
    }

    /** The results about ENIConfigs are kept for later reviews, but the budget of the first review may be used up. */
    @Test
    void anEniConfigIsJudgedWithTheBudgetOfTheFirstReviewThatNeedsIt() {
        List<String> names = new ArrayList<>();
        Set<SharedBudget> budgets = Collections.newSetFromMap(new IdentityHashMap<>());
        Policies observed = worldWith("{rules: [{id: subnet-cidr, action: Off}],"
                        + " custom: [{id: own, expression: \"true\", message: m}]}")
                .policies()
                .withConditions((policy, rule) -> facts -> {
                    names.add(Tree.of(facts.value("object"))
                            .text("metadata", "name")
                            .orElse(""));
                    budgets.add(facts.budget());
                    return new Answer.Holds(true);
                });
        World world = world(
                        VPC,
                        yaml(AWS_NODE),
                        eniConfig("us-west-2a", spec(PRIVATE)),
                        eniConfig("us-west-2b", spec(GOOD)))
                .withPolicies(observed);
        Reviewer reviewer = new Reviewer();
        String node = """
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///%s/i-0123456789abcdef0"}
                """;

        reviewer.mutate(ReviewRequest.create(yaml(node.formatted("us-west-2a"))), world);
        assertEquals(List.of("us-west-2a"), names);
        reviewer.mutate(ReviewRequest.create(yaml(node.formatted("us-west-2b"))), world);
        assertEquals(List.of("us-west-2a", "us-west-2b"), names);
        assertEquals(2, budgets.size());
    }

    @Test
    void anUpdateThatLeavesEverythingUnchangedIsNotDeniedByACustomRule() {
        World world = worldWith("""
                {custom: [{id: never, action: Deny, match: {kinds: [ENIConfig]}, expression: "false", message: no}]}
                """);
        Tree object = eniConfig("us-west-2b", spec(GOOD));
        Tree finalized = eniConfig("us-west-2b", "finalizers: [a/b]", spec(GOOD));
        assertEquals(
                List.of("never warn"),
                judge(
                        new ReviewRequest(Operation.UPDATE, finalized, object, Requester.PERSON),
                        world,
                        Point.ADMISSION));
    }

    @Test
    void anUnknownOrFailedCustomRuleDoesNotRepeatTheFixOfAViolation() {
        World world = worldWith("""
                {custom: [{id: broken, match: {kinds: [ENIConfig]}, fix: add the tag,
                expression: "object.spec.missing == 'x'", message: never}]}
                """);
        Judged judged = new Reviewer()
                .validate(ReviewRequest.create(eniConfig("us-west-2b", spec(GOOD))), world)
                .findings()
                .get(0);
        assertEquals(
                "correct the expression in the policy policy-0",
                judged.finding().fix());
    }

    @Test
    void aCustomRuleSeesLabelsThatAStatusUpdateChanges() {
        World world = worldWith("""
                {custom: [{id: no-x, action: Deny, match: {kinds: [Node]},
                expression: "!('x' in object.metadata.labels)", message: the label x is not allowed}]}
                """);
        Tree before = node("ip-10-0-0-1", "a: b");
        Tree after = node("ip-10-0-0-1", "a: b, x: y");
        ReviewRequest change = new ReviewRequest(Operation.UPDATE_STATUS, after, before, Requester.PERSON);
        assertEquals(List.of("no-x deny"), judge(change, world, Point.ADMISSION));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {key: node.kubernetes.io/instance-type, operator: In, values: [m5.large]}             => pods 20 20
            {key: node.kubernetes.io/instance-type, operator: In, values: [m5.large, m6i.large]}  => pods 20 20
            {key: node.kubernetes.io/instance-type, operator: In, values: [m5.large, m5.xlarge]}  => the number differs between the allowed instance types, such as m5.large and m5.xlarge
            {key: node.kubernetes.io/instance-type, operator: In, values: [m5.lagre]}             => NodePool general names an instance type that eniguard does not know
            {key: karpenter.k8s.aws/instance-network-bandwidth, operator: Gt, values: ["1000"]}   => NodePool general requires karpenter.k8s.aws/instance-network-bandwidth, which eniguard cannot look up
            """)
    void aCustomRuleKnowsThePodsOfTheTypesThatANodePoolAllows(String requirement, String expected) {
        Tree pool = yaml("""
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: general}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: general}
                      requirements: [%s]
                """.formatted(requirement));
        Tree nodeClass = yaml("""
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: general}
                spec: {kubelet: {maxPods: 20}}
                """);
        World policies = worldWith("""
                {custom: [{id: pods, match: {kinds: [NodePool, EC2NodeClass]}, expression: "maxPods.theoretical < 0",
                message: never, messageExpression:
                "'pods ' + string(maxPods.theoretical) + ' ' + string(maxPods.recommended)"}]}
                """);
        World world = new World(
                        policies.vpc(),
                        world(VPC, yaml(AWS_NODE), pool, nodeClass).cluster(),
                        Parameters.DEFAULTS,
                        policies.now())
                .withPolicies(policies.policies());
        for (Tree object : List.of(pool, nodeClass)) {
            List<String> lines = new Reviewer()
                    .validate(ReviewRequest.create(object), world).findings().stream()
                            .filter(judged -> judged.rule().equals("pods"))
                            .map(Judged::line)
                            .toList();
            assertEquals(1, lines.size());
            assertTrue(lines.get(0).contains(expected), lines.get(0));
        }
    }

    @Test
    void theTypesOfAnEc2NodeClassThatNoNodePoolNamesAreUnknown() {
        Tree nodeClass = yaml("""
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: general}
                """);
        World world = world(VPC, yaml(AWS_NODE), nodeClass)
                .withPolicies(worldWith("{custom: [{id: pods, expression: \"maxPods.theoretical > 0\", message: never,"
                                + " match: {kinds: [EC2NodeClass]}}]}")
                        .policies());
        List<String> lines = new Reviewer()
                .validate(ReviewRequest.create(nodeClass), world).findings().stream()
                        .filter(judged -> judged.rule().equals("pods"))
                        .map(Judged::line)
                        .toList();

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("no NodePool names the EC2NodeClass"), lines.get(0));
    }

    @Test
    void costlyRulesOfAnotherPolicyDoNotStopAnOrdinaryRule() {
        String bomb = "{id: bomb-%d, match: {kinds: [ENIConfig]}, message: never, expression: \"" + BOMB + "\"}";
        String bombs =
                IntStream.range(0, 8).mapToObj(bomb::formatted).collect(Collectors.joining(", ", "{custom: [", "]}"));
        String ordinary = """
                {custom: [{id: owned, action: Deny, match: {kinds: [ENIConfig]}, message: no owner,
                expression: "'owner' in subnet.tags"}]}
                """;
        List<String> findings = judge(eniConfig("us-west-2b", spec(GOOD)), worldWith(bombs, ordinary));
        assertEquals("owned deny", findings.get(0));
        assertEquals(9, findings.size());
    }
}
