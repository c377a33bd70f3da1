package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.node;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.explain.EniConfigReasoning;
import io.eniguard.review.explain.NodeReasoning;
import io.eniguard.review.explain.ObjectPlaces;
import io.eniguard.review.explain.PointFinding;
import io.eniguard.review.explain.Reason;
import io.eniguard.review.explain.Reasoning;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that explanations draw no conclusion from the absence of objects that the user may not list. */
class ExplainedAbsenceTest {

    private static final ObjectPlaces NO_PLACES = new ObjectPlaces(Map.of());

    private static final Tree NODE = node("node-1", "topology.kubernetes.io/zone: us-west-2a");

    private static final Tree ENI_CONFIG = eniConfig("us-west-2b", "{subnet: subnet-0000000000000000b}");

    private static World cluster(Tree object, ReviewedKind... unlisted) {
        return world("", yaml(AWS_NODE), object).withIncomplete(Set.of(unlisted));
    }

    private static Reason about(String topic, Reasoning reasoning) {
        return reasoning.reasons().stream()
                .filter(reason -> reason.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rules(Reasoning reasoning) {
        return reasoning.findings().stream()
                .map(PointFinding::judged)
                .map(Judged::rule)
                .toList();
    }

    @Test
    void anEniConfigThatIsNotListedMayExist() {
        Reasoning reasoning = NodeReasoning.of(NODE, cluster(NODE, ReviewedKind.ENI_CONFIG), NO_PLACES);

        assertEquals(
                "Node node-1 resolves to ENIConfig default. It is unknown whether this ENIConfig exists.",
                reasoning.answer());
        assertNull(about("eniconfig", reasoning).values().get("exists"));
        assertTrue(
                about("placement", reasoning).says().endsWith("The cluster may have ENIConfigs that are not known."),
                () -> about("placement", reasoning).says());
    }

    @Test
    void anEniConfigThatIsAbsentFromACompleteListDoesNotExist() {
        Reasoning reasoning = NodeReasoning.of(NODE, cluster(NODE), NO_PLACES);

        assertTrue(reasoning.answer().contains("which does not exist"), reasoning::answer);
        assertEquals(false, about("eniconfig", reasoning).values().get("exists"));
    }

    @Test
    void rulesThatNeedAllEniConfigsHaveNoFindings() {
        assertTrue(rules(NodeReasoning.of(NODE, cluster(NODE), NO_PLACES)).contains("node-eniconfig"));
        assertEquals(
                List.of(),
                rules(NodeReasoning.of(NODE, cluster(NODE, ReviewedKind.ENI_CONFIG), NO_PLACES)).stream()
                        .filter("node-eniconfig"::equals)
                        .toList());
    }

    @Test
    void nodesThatAreNotListedMayResolveToAnEniConfig() {
        Reasoning reasoning = EniConfigReasoning.of(ENI_CONFIG, cluster(ENI_CONFIG, ReviewedKind.NODE), NO_PLACES);

        assertTrue(reasoning.answer().endsWith("It serves no known nodes."), reasoning::answer);
        assertEquals(
                "No known node resolves to it. The cluster may have further nodes.",
                about("nodes", reasoning).says());
    }
}
