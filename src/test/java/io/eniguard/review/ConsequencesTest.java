package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the consequence of a finding, which depends on the user, on the changes of the request, and on the operator's settings. */
class ConsequencesTest {

    private static final String PRIVATE = "subnet-0000000000000000a";
    private static final String GOOD = "subnet-0000000000000000b";
    private static final String OTHER_ZONE = "subnet-0000000000000000c";
    private static final String GROUP = "sg-0123456789abcdef0";

    private static final String VPC = """
            Vpcs:
              - VpcId: vpc-0a1b2c3d4e5f60718
                CidrBlock: 10.0.0.0/16
                CidrBlockAssociationSet:
                  - {CidrBlock: 10.0.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}
            Subnets:
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 10.0.0.0/20, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 4000}
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 100.64.32.0/19, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 8000}
            SecurityGroups: [{GroupId: %s, VpcId: vpc-0a1b2c3d4e5f60718}]
            cluster: {kubernetesNetworkConfig: {serviceIpv4Cidr: 172.20.0.0/16, ipFamily: ipv4}}
            """.formatted(PRIVATE, GOOD, OTHER_ZONE, GROUP);

    private static final World WORLD =
            world(VPC, yaml(AWS_NODE), eniConfig("us-west-2a", spec(GOOD)), eniConfig("us-west-2b", spec(OTHER_ZONE)));

    private static final World LENIENT = world(Parameters.DEFAULTS.withWarningsOnly(), VPC, yaml(AWS_NODE));

    private final Reviewer reviewer = new Reviewer();

    private static String spec(String subnet) {
        return "{subnet: %s, securityGroups: [%s]}".formatted(subnet, GROUP);
    }

    private static ReviewRequest create(Tree object, String user) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, new Requester(user));
    }

    private static ReviewRequest update(Tree before, Tree after) {
        return new ReviewRequest(Operation.UPDATE, after, before, Requester.PERSON);
    }

    private Map<String, Action> judge(ReviewRequest request) {
        return judge(request, WORLD);
    }

    private Map<String, Action> judge(ReviewRequest request, World world) {
        Map<String, Action> actions = new TreeMap<>();
        reviewer.validate(request, world)
                .findings()
                .forEach(judged -> actions.merge(
                        judged.rule(), judged.action(), (one, other) -> one.compareTo(other) > 0 ? one : other));
        return actions;
    }

    @Test
    void aValidObjectPasses() {
        assertEquals(Map.of(), judge(create(eniConfig("us-west-2a", spec(GOOD)), "jane")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane",
                "arn:aws:iam::111122223333:user/jane",
                "system:admin",
                "system:node:ip-10-0-0-1.us-west-2.compute.internal",
                "system:serviceaccount:argocd:controller",
                "eks:addon-manager"
            })
    void anInvalidEniConfigIsRefusedForAllUsers(String user) {
        assertEquals(Map.of("subnet-cidr", Action.DENY), judge(create(eniConfig("us-west-2a", spec(PRIVATE)), user)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            jane,                                                   DENY
            arn:aws:iam::111122223333:user/jane,                    DENY
            system:node:ip-10-0-0-1.us-west-2.compute.internal,     WARN
            system:node:another,                                    WARN
            system:cloud-controller-manager,                        WARN
            system:serviceaccount:karpenter:karpenter,              WARN
            eks:vpc-resource-controller,                            WARN
            """)
    void aNodeInTheWrongZoneIsRefusedOnlyForPeople(String user, Action expected) {
        Tree node = node(
                "ip-10-0-0-1.us-west-2.compute.internal",
                "topology.kubernetes.io/zone: us-west-2a, k8s.amazonaws.com/eniConfig: us-west-2b");
        assertEquals(
                Optional.of(expected),
                Optional.ofNullable(judge(create(node, user)).get("node-zone")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            jane,                                               WARN
            system:node:ip-10-0-0-1.us-west-2.compute.internal, DENY
            system:serviceaccount:karpenter:karpenter,          WARN
            eks:vpc-resource-controller,                        WARN
            """)
    void aNodeMayNotMoveItself(String user, Action expected) {
        String zone = "topology.kubernetes.io/zone: us-west-2b, k8s.amazonaws.com/eniConfig: ";
        Tree before = node("ip-10-0-0-1.us-west-2.compute.internal", zone + "us-west-2a");
        Tree after = node("ip-10-0-0-1.us-west-2.compute.internal", zone + "us-west-2b");
        assertEquals(
                Map.of("node-relabel", expected),
                judge(new ReviewRequest(Operation.UPDATE, after, before, new Requester(user))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE", "UPDATE", "UPDATE_STATUS", "DELETE"})
    void requestsOfAwsNodeAreNotChanged(Operation operation) {
        Tree node = node("ip-10-0-0-1", "k8s.amazonaws.com/eniConfig: gone, topology.kubernetes.io/zone: us-west-2a");
        ReviewRequest request = new ReviewRequest(
                operation, node, node("ip-10-0-0-1", ""), new Requester("system:serviceaccount:kube-system:aws-node"));
        assertEquals(Verdict.PASS, reviewer.review(request, WORLD));
        assertEquals(Verdict.PASS, reviewer.mutate(request, WORLD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finalizers: [example.com/guard]",
                "labels: {team: blue}",
                "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x, uid: y}]",
                "deletionTimestamp: \"2026-01-01T00:00:00Z\""
            })
    void anUpdateThatLeavesTheOldFaultIsNotRefused(String metadata) {
        assertEquals(
                Map.of("subnet-cidr", Action.WARN),
                judge(update(
                        eniConfig("us-west-2a", spec(PRIVATE)), eniConfig("us-west-2a", metadata, spec(PRIVATE)))));
    }

    @Test
    void theLastFinalizerOfADeletedObjectCanBeRemoved() {
        String deleted = "deletionTimestamp: \"2026-01-01T00:00:00Z\"";
        assertEquals(
                Map.of("subnet-cidr", Action.WARN),
                judge(update(
                        eniConfig("us-west-2a", deleted + ", finalizers: [example.com/guard]", spec(PRIVATE)),
                        eniConfig("us-west-2a", deleted, spec(PRIVATE)))));
    }

    @Test
    void anUpdateThatIntroducesAFaultIsRefused() {
        assertEquals(
                Map.of("subnet-cidr", Action.DENY),
                judge(update(eniConfig("us-west-2a", spec(GOOD)), eniConfig("us-west-2a", spec(PRIVATE)))));
    }

    @Test
    void anUpdateIsRefusedOnlyForTheFaultThatItIntroduces() {
        Tree before = eniConfig("us-west-2a", "{subnet: %s, securityGroups: [sg-00000000000000000]}".formatted(GOOD));
        Tree after = eniConfig(
                "us-west-2a",
                "annotations: {eniguard.io/zone: us-west-2b}",
                "{subnet: %s, securityGroups: [sg-00000000000000000]}".formatted(GOOD));
        assertEquals(Map.of("security-groups", Action.WARN, "subnet-zone", Action.DENY), judge(update(before, after)));
    }

    @Test
    void anUpdateThatFixesOneFaultMayLeaveAnother() {
        Tree before = eniConfig("us-west-2a", "{subnet: %s, securityGroups: [web]}".formatted(PRIVATE));
        Tree after = eniConfig("us-west-2a", spec(PRIVATE));
        assertEquals(Map.of("subnet-cidr", Action.WARN), judge(update(before, after)));
    }

    @Test
    void anUpdateWithoutAnOldObjectCountsAsChanged() {
        assertEquals(
                Map.of("subnet-cidr", Action.DENY),
                judge(new ReviewRequest(
                        Operation.UPDATE, eniConfig("us-west-2a", spec(PRIVATE)), Tree.EMPTY, Requester.PERSON)));
    }

    @Test
    void aDeletedObjectIsJudgedOnlyByTheRuleOnDeletions() {
        World inUse = world(VPC, yaml(AWS_NODE), node("n1", "k8s.amazonaws.com/eniConfig: us-west-2a"));
        assertEquals(
                Map.of("eniconfig-in-use", Action.DENY),
                judge(
                        new ReviewRequest(
                                Operation.DELETE, Tree.EMPTY, eniConfig("us-west-2a", spec(PRIVATE)), Requester.PERSON),
                        inUse));
    }

    @Test
    void withWarningsOnlyNothingIsRefused() {
        assertEquals(
                Map.of("subnet-cidr", Action.WARN),
                judge(create(eniConfig("us-west-2a", spec(PRIVATE)), "jane"), LENIENT));
    }

    @Test
    void aWaivedRefusalIsMarked() {
        Judged waived = reviewer.validate(create(eniConfig("us-west-2a", spec(PRIVATE)), "jane"), LENIENT)
                .findings()
                .get(0);
        assertEquals(new Consequence(Action.WARN, true), waived.consequence());
        assertTrue(waived.line().startsWith("[subnet-cidr] would be refused: " + PRIVATE), waived.line());
    }

    @Test
    void anOldFaultIsNoWaivedRefusal() {
        Tree before = eniConfig("us-west-2a", spec(PRIVATE));
        Tree after = eniConfig("us-west-2a", "labels: {team: blue}", spec(PRIVATE));
        Judged old =
                reviewer.validate(update(before, after), LENIENT).findings().get(0);
        assertEquals(new Consequence(Action.WARN, false), old.consequence());
        assertTrue(old.line().startsWith("[subnet-cidr] " + PRIVATE), old.line());
    }

    /** A node that already names a missing ENIConfig can still get other labels, including the zone label. */
    @Test
    void anOldMistakeDoesNotBlockChangesOfOtherLabels() {
        String slip = "k8s.amazonaws.com/eniConfig: us-wset-2a";
        for (String label : List.of("team: blue", "topology.kubernetes.io/zone: us-west-2a")) {
            assertEquals(
                    Map.of("node-resolves", Action.WARN),
                    judge(update(node("n1", slip), node("n1", slip + ", " + label))));
            assertEquals(
                    Map.of("node-resolves", Action.DENY),
                    judge(update(node("n1", label), node("n1", slip + ", " + label))));
        }
    }

    @Test
    void aDisabledRuleFindsNothing() {
        Reviewer others = new Reviewer(about -> !about.id().equals("subnet-cidr"));
        assertEquals(Verdict.PASS, others.review(create(eniConfig("us-west-2a", spec(PRIVATE)), "jane"), WORLD));
    }

    @Test
    void aDisabledRulePatchesNothing() {
        Tree node = node("n1", "topology.kubernetes.io/zone: us-west-2a");
        assertFalse(reviewer.mutate(create(node, "jane"), WORLD).patch().isEmpty());
        Reviewer others = new Reviewer(about -> !about.id().equals("node-eniconfig"));
        assertEquals(Verdict.PASS, others.mutate(create(node, "jane"), WORLD));
    }

    @Test
    void kindsWithoutRulesPass() {
        Tree pod = yaml("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {subnet: 5}}");
        assertEquals(Verdict.PASS, reviewer.review(create(pod, "jane"), WORLD));
        assertEquals(Optional.empty(), reviewer.kindOf(ObjectId.of(pod)));
    }

    @Test
    void aKindOfAnotherGroupIsAnotherKind() {
        Tree other = yaml("{apiVersion: example.com/v1, kind: ENIConfig, metadata: {name: us-west-2a}, spec: {}}");
        assertFalse(reviewer.review(create(other, "jane"), WORLD).isDenied());
    }

    @Test
    void findingsStartWithTheStrictest() {
        Verdict verdict = reviewer.validate(
                create(eniConfig("us-west-2b", "{subnet: %s, securityGroups: []}".formatted(PRIVATE)), "jane"), WORLD);
        assertEquals(
                List.of("subnet-cidr", "subnet-zone", "eniconfig-shape"),
                verdict.findings().stream().map(Judged::rule).toList());
    }
}
