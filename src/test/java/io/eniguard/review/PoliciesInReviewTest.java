package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the effect of policies on reviews: actions, combinations, exemptions, break glass and custom rules. */
class PoliciesInReviewTest {

    private static final String PRIVATE = "subnet-0000000000000000a";
    private static final String GOOD = "subnet-0000000000000000b";
    private static final String GROUP = "sg-0123456789abcdef0";

    private static final String VPC = """
            Vpcs:
              - VpcId: vpc-0a1b2c3d4e5f60718
                CidrBlock: 172.31.0.0/16
                CidrBlockAssociationSet:
                  - {CidrBlock: 172.31.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 10.0.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}
            Subnets:
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 10.0.0.0/20, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 4000}
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 8000}
            SecurityGroups: [{GroupId: %s, VpcId: vpc-0a1b2c3d4e5f60718}]
            cluster: {kubernetesNetworkConfig: {serviceIpv4Cidr: 192.168.0.0/20, ipFamily: ipv4}}
            """.formatted(PRIVATE, GOOD, GROUP);

    private static final Tree WRONG = eniConfig("us-west-2a", "labels: {tier: prod}", spec(PRIVATE));

    private static String spec(String subnet) {
        return "{subnet: %s, securityGroups: [%s]}".formatted(subnet, GROUP);
    }

    private static World worldWith(String... policies) {
        return worldAt(Manifests.NOW, policies);
    }

    private static World worldAt(Instant now, String... policies) {
        PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
        List<Policy> read = new ArrayList<>();
        for (String spec : policies) {
            Tree document = yaml("""
                    apiVersion: eniguard.io/v1alpha1
                    kind: CustomNetworkingPolicy
                    metadata: {name: policy-%d}
                    spec: %s
                    """.formatted(read.size(), spec));
            PolicyReader.Outcome outcome = reader.read(document, PolicyOrigin.FILE, Set.of(), Manifests.NOW);
            read.add(outcome.policy().orElseThrow(() -> new AssertionError(outcome.faults())));
        }
        World plain = world(VPC, yaml(AWS_NODE), eniConfig("us-west-2b", spec(GOOD)));
        return new World(plain.vpc(), plain.cluster(), plain.parameters(), now).withPolicies(new Policies(read));
    }

    /** Returns the findings as texts such as {@code subnet-cidr deny}. */
    private static List<String> judge(ReviewRequest request, World world, Point point) {
        return new Reviewer()
                .at(point).validate(request, world).findings().stream()
                        .map(judged -> judged.rule() + " " + judged.action().word())
                        .toList();
    }

    private static List<String> judge(Tree object, World world) {
        return judge(ReviewRequest.create(object), world, Point.ADMISSION);
    }

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

    private static String exemption(String until) {
        return "{exemptions: [{rules: [subnet-cidr], match: {selector: {matchLabels: {tier: prod}}},"
                + " reason: rebuild, owner: net-team, until: '%s'}]}".formatted(until);
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void anExemptionAppliesAtEachPointUntilItsEnd(Point point) {
        String policy = exemption("2026-01-31");
        World last = worldAt(Instant.parse("2026-01-31T23:59:59Z"), policy);
        World after = worldAt(Instant.parse("2026-02-01T00:00:00Z"), policy);
        assertEquals(List.of("subnet-cidr audit"), judge(ReviewRequest.create(WRONG), last, point));
        assertEquals(List.of("subnet-cidr deny"), judge(ReviewRequest.create(WRONG), after, point));
    }

    @Test
    void anExemptionShowsItsPolicyReasonOwnerAndEnd() {
        Judged judged = new Reviewer()
                .validate(ReviewRequest.create(WRONG), worldWith(exemption("2026-01-31")))
                .findings()
                .get(0);
        var exempted = judged.consequence().exempted().orElseThrow();
        assertEquals(
                List.of("policy-0", "rebuild", "net-team", "2026-01-31"),
                List.of(
                        exempted.policy(),
                        exempted.reason(),
                        exempted.owner(),
                        exempted.until().text()));
    }

    @Test
    void noLabelChangeBringsAboutAnExemption() {
        Tree unlabelled = eniConfig("us-west-2a", spec(GOOD));
        ReviewRequest change = new ReviewRequest(Operation.UPDATE, WRONG, unlabelled, Requester.PERSON);
        assertEquals(List.of("subnet-cidr deny"), judge(change, worldWith(exemption("2026-01-31")), Point.ADMISSION));
    }

    @Test
    void anExemptedEniConfigMayServeNodes() {
        World world = worldAt(Manifests.NOW, exemption("2026-01-31"));
        World stored = new World(
                        world.vpc(), world(VPC, yaml(AWS_NODE), WRONG).cluster(), Parameters.DEFAULTS, world.now())
                .withPolicies(world.policies());
        Tree node = yaml("""
                apiVersion: v1
                kind: Node
                metadata: {name: ip-10-0-0-1}
                spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
                """);
        ReviewRequest creation = ReviewRequest.create(node);
        assertFalse(new Reviewer().mutate(creation, stored).patch().isEmpty());
        World over = new World(
                        stored.vpc(), stored.cluster(), Parameters.DEFAULTS, Instant.parse("2026-03-01T00:00:00Z"))
                .withPolicies(world.policies());
        assertTrue(new Reviewer().mutate(creation, over).patch().isEmpty());
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

    @Test
    void anExemptedUnknownKeepsItsExemption() {
        World policies =
                worldWith("{exemptions: [{rules: [subnet-exists], reason: r, owner: o, until: '2026-01-31'}]}");
        World ignorant = new World(world("").vpc(), policies.cluster(), policies.parameters(), policies.now())
                .withPolicies(policies.policies());
        List<Judged> findings =
                new Reviewer().validate(ReviewRequest.create(WRONG), ignorant).findings();
        assertTrue(findings.stream()
                .anyMatch(judged -> judged.rule().equals("subnet-exists")
                        && judged.consequence().exempted().isPresent()));
        assertTrue(findings.stream()
                .anyMatch(judged -> !judged.rule().equals("subnet-exists")
                        && judged.action().word().equals("warn")));
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
}
