package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that the patch fits metadata of any form. The cases of node-eniconfig test which label is set, and when. */
class LabelInjectionTest {

    private static final String IN_2A = "aws:///us-west-2a/i-0123456789abcdef0";
    private static final String KEY = "k8s.amazonaws.com/eniConfig";
    private static final String LABEL = "/metadata/labels/k8s.amazonaws.com~1eniConfig";
    private static final World WORLD = NodeManifests.world("us-west-2a", "us-west-2b");

    private final Reviewer reviewer = new Reviewer();

    @Test
    void aNodeWithLabelsGetsOneOperation() {
        assertEquals(List.of(LABEL), pointers(NodeManifests.node(Map.of("a", "b"), IN_2A)));
    }

    @Test
    void aNodeWithEmptyLabelsGetsOneOperation() {
        assertEquals(List.of(LABEL), pointers(NodeManifests.node(Map.of(), IN_2A)));
    }

    @Test
    void missingLabelsAreCreatedFirst() {
        assertEquals(List.of("/metadata/labels", LABEL), pointers(NodeManifests.manifest(Map.of("name", "n"), IN_2A)));
    }

    @Test
    void nullLabelsAreReplacedFirst() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "n");
        metadata.put("labels", null);
        assertEquals(List.of("/metadata/labels", LABEL), pointers(NodeManifests.manifest(metadata, IN_2A)));
    }

    @Test
    void labelsThatAreNoMappingAreNotPatched() {
        assertEquals(List.of(), pointers(NodeManifests.manifest(Map.of("name", "n", "labels", List.of("a=b")), IN_2A)));
    }

    @Test
    void aNodeWithoutANameIsNotPatched() {
        assertEquals(List.of(), pointers(NodeManifests.manifest(Map.of(), IN_2A)));
        assertEquals(
                List.of(),
                pointers(Tree.of(Map.of("apiVersion", "v1", "kind", "Node", "spec", Map.of("providerID", IN_2A)))));
    }

    @Test
    void aNullLabelIsNotPatched() {
        Map<String, @Nullable Object> labels = new LinkedHashMap<>();
        labels.put(KEY, null);
        assertEquals(List.of(), pointers(NodeManifests.node(labels, IN_2A)));
    }

    @Test
    void thePatchedNodeHasTheLabelAndKeepsTheRest() {
        Tree node = NodeManifests.node(Map.of("a", "b"), IN_2A);
        assertEquals(
                NodeManifests.node(Map.of("a", "b", KEY, "us-west-2a"), IN_2A),
                patch(node).applyTo(node));
    }

    @Test
    void aSecondReviewPatchesNothing() {
        Tree node = NodeManifests.node(Map.of(), IN_2A);
        Patch patch = patch(node);
        Tree once = patch.applyTo(node);
        assertTrue(patch(once).isEmpty());
        assertEquals(once, patch.applyTo(once));
    }

    @Test
    void aChangedSettingCountsAtOnce() {
        Tree node = NodeManifests.node(Map.of(), IN_2A);
        World changed = new World(
                WORLD.vpc(),
                NodeManifests.cluster(
                        new CniSettings(
                                Map.of(
                                        CniVariables.CUSTOM_NETWORKING,
                                        "true",
                                        CniVariables.LABEL_DEF,
                                        "example.com/pods"),
                                false),
                        "us-west-2a"),
                Parameters.DEFAULTS,
                Instant.EPOCH);
        assertEquals(List.of(LABEL), pointers(node));
        assertEquals(
                List.of("/metadata/labels/example.com~1pods"),
                pointers(reviewer.mutate(ReviewRequest.create(node), changed).patch()));
    }

    @Test
    void subnetsCountAsSoonAsTheyAreKnown() {
        Tree node = NodeManifests.node(Map.of(), IN_2A);
        World known = NodeManifests.world("us-west-2a-1");
        World unknown = new World(VpcSnapshot.nothing("EC2"), known.cluster(), Parameters.DEFAULTS, Instant.EPOCH);
        assertEquals(
                Patch.NONE, reviewer.mutate(ReviewRequest.create(node), unknown).patch());
        assertEquals(
                List.of(LABEL),
                pointers(reviewer.mutate(ReviewRequest.create(node), known).patch()));
    }

    @Test
    void anUpdateThatRemovesTheLabelDoesNotRestoreIt() {
        Tree before = NodeManifests.node(Map.of(KEY, "us-west-2b"), "i-0123456789abcdef0");
        Tree object = NodeManifests.node(Map.of(), IN_2A);
        Verdict verdict = reviewer.mutate(new ReviewRequest(Operation.UPDATE, object, before, Requester.PERSON), WORLD);
        assertTrue(verdict.patch().isEmpty());
    }

    private Patch patch(Tree node) {
        return reviewer.mutate(ReviewRequest.create(node), WORLD).patch();
    }

    private List<String> pointers(Tree node) {
        return pointers(patch(node));
    }

    private static List<String> pointers(Patch patch) {
        return patch.operations().stream().map(Patch.Add::pointer).toList();
    }
}
