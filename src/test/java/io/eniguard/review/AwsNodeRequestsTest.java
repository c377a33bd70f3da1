package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that eniguard never changes a request of aws-node for a node, because AWS's own webhook would then refuse the request. */
class AwsNodeRequestsTest {

    private static final String AWS_NODE = "system:serviceaccount:kube-system:aws-node";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private static final World WORLD = NodeManifests.world("us-west-2a", "us-west-2b");

    private final Reviewer reviewer = new Reviewer();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itsUpdatesAreNotChanged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            Tree before = node(random);
            Tree object = change(before, random);
            staysAsItIs(Operation.UPDATE, before, object);
            staysAsItIs(Operation.UPDATE_STATUS, before, object);
        }
    }

    private void staysAsItIs(Operation operation, Tree before, Tree object) {
        ReviewRequest request = new ReviewRequest(operation, object, before, new Requester(AWS_NODE));
        assertEquals(Verdict.PASS, reviewer.mutate(request, WORLD));
        assertEquals(Verdict.PASS, reviewer.validate(request, WORLD));
        Tree stored = reviewer.mutate(request, WORLD).patch().applyTo(object);
        assertEquals(
                AwsNodeUpdateWebhook.allows(AWS_NODE, before, object),
                AwsNodeUpdateWebhook.allows(AWS_NODE, before, stored));
    }

    @Test
    void itsRequestsForOtherObjectsAreJudgedLikeThoseOfAnyMachine() {
        Tree wrong = new Tree(Map.of(
                "apiVersion",
                "crd.k8s.amazonaws.com/v1alpha1",
                "kind",
                "ENIConfig",
                "metadata",
                Map.of("name", "us-west-2a"),
                "spec",
                Map.of("subnet", "subnet")));
        ReviewRequest request = new ReviewRequest(Operation.CREATE, wrong, Tree.EMPTY, new Requester(AWS_NODE));
        assertTrue(reviewer.validate(request, WORLD).isDenied());
    }

    @Test
    void theReplicaRefusesLabelsThatEniguardAddsForOtherUsers() {
        Tree before = NodeManifests.node(Map.of(), "i-0123456789abcdef0");
        Tree object = NodeManifests.node(Map.of(ZONE, "us-west-2a"), "i-0123456789abcdef0");
        Patch patch = reviewer.mutate(
                        new ReviewRequest(
                                Operation.UPDATE, object, before, new Requester("eks:cloud-controller-manager")),
                        WORLD)
                .patch();
        assertFalse(patch.isEmpty());
        assertFalse(AwsNodeUpdateWebhook.allows(AWS_NODE, object, patch.applyTo(object)));
        assertTrue(AwsNodeUpdateWebhook.allows("eks:cloud-controller-manager", object, patch.applyTo(object)));
    }

    @Test
    void theReplicaAllowsTheTwoLabelsOfTheResourceController() {
        Tree before = NodeManifests.node(Map.of(), "aws:///us-west-2a/i-0123456789abcdef0");
        Tree object = NodeManifests.node(
                Map.of("vpc.amazonaws.com/has-trunk-attached", "true", "vpc.amazonaws.com/eniConfig", "us-west-2a"),
                "aws:///us-west-2a/i-0123456789abcdef0");
        assertTrue(AwsNodeUpdateWebhook.allows(AWS_NODE, before, object));
        assertFalse(AwsNodeUpdateWebhook.allows(
                AWS_NODE, before, NodeManifests.node(Map.of("a", "b"), "aws:///us-west-2a/i-0123456789abcdef0")));
    }

    private static Tree node(SplittableRandom random) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("kubernetes.io/os", "linux");
        if (random.nextBoolean()) {
            labels.put(ZONE, "us-west-2a");
        }
        if (random.nextInt(3) == 0) {
            labels.put("k8s.amazonaws.com/eniConfig", random.nextBoolean() ? "us-west-2a" : "gone");
        }
        return NodeManifests.node(
                labels, random.nextBoolean() ? "aws:///us-west-2a/i-0123456789abcdef0" : "i-0123456789abcdef0");
    }

    /** Sets the labels that aws-node writes, and sometimes labels that would cause findings and patches for other users. */
    private static Tree change(Tree before, SplittableRandom random) {
        Map<String, String> labels = new LinkedHashMap<>(before.texts("metadata", "labels"));
        labels.put("vpc.amazonaws.com/has-trunk-attached", random.nextBoolean() ? "true" : "false");
        labels.put("vpc.amazonaws.com/eniConfig", "us-west-2a");
        if (random.nextInt(3) == 0) {
            labels.put("k8s.amazonaws.com/eniConfig", "us-west-2b");
        }
        if (random.nextInt(3) == 0) {
            labels.put(ZONE, "us-west-2a");
        }
        return NodeManifests.node(labels, before.text("spec", "providerID").orElseThrow());
    }
}
