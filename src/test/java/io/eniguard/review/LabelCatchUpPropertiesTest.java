package io.eniguard.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.review.GeneratedStuckNode.Condition;
import io.eniguard.review.GeneratedStuckNode.Interfaces;
import io.eniguard.review.LabelCatchUp.LateLabel;
import io.eniguard.review.LabelCatchUp.NodeLabel;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests 10,000 generated nodes against {@link CatchUpModel}, and the promises about running nodes each on its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelCatchUpPropertiesTest {

    private static final int NODES = 10_000;
    private static final long SEED = 2026;

    private final List<Decided> all = new ArrayList<>();

    private record Decided(int number, GeneratedStuckNode node, LateLabel decision) {

        Optional<String> name() {
            return decision.label().map(NodeLabel::eniConfig);
        }
    }

    @BeforeAll
    void decideAll() {
        SplittableRandom random = new SplittableRandom(SEED);
        LabelCatchUp catchUp = new LabelCatchUp();
        for (int number = 0; number < NODES; number++) {
            GeneratedStuckNode node = GeneratedStuckNode.of(random);
            World world = node.world();
            all.add(new Decided(number, node, catchUp.decide(node.node(world), world)));
        }
    }

    @Test
    void eachDecisionIsThatOfTheModel() {
        for (Decided one : all) {
            Set<String> names = CatchUpModel.names(one.node());
            assertEquals(names.isEmpty(), one.name().isEmpty(), one::toString);
            assertTrue(one.name().stream().allMatch(names::contains), one::toString);
        }
    }

    @Test
    void theLabelHasTheKeyOfTheSettings() {
        for (Decided one : all) {
            one.decision()
                    .label()
                    .ifPresent(label -> assertEquals(one.node().cni().labelKey(), label.key()));
        }
    }

    @Test
    void aReadyNodeIsNeverTouched() {
        assertUntouched(node -> Set.of(Condition.READY, Condition.READY_WITH_OLD_MESSAGE, Condition.TWICE)
                .contains(node.condition()));
    }

    @Test
    void aNodeWithoutAReadyConditionIsNeverTouched() {
        assertUntouched(node -> Set.of(Condition.NONE, Condition.OTHER_CONDITION, Condition.NO_MAPPING)
                .contains(node.condition()));
    }

    @Test
    void aNodeWithASelectingKeyIsNeverTouched() {
        assertUntouched(CatchUpModel::hasKey);
    }

    @Test
    void aNodeWithAKnownSecondaryInterfaceForPodsIsNeverTouched() {
        assertUntouched(CatchUpModel::hasPodInterface);
    }

    @Test
    void aNodeWithAddressesForPodsOnItsPrimaryInterfaceIsNeverTouched() {
        assertUntouched(node -> node.interfaces() == Interfaces.PODS_ON_PRIMARY
                && node.providerId().endsWith(GeneratedStuckNode.INSTANCE));
    }

    @Test
    void aNodeThatResolvesToAnExistingEniConfigIsNeverTouched() {
        assertUntouched(node -> node.eniConfigs().contains("default"));
    }

    @Test
    void manyNodesOfEachWaitingConditionGetALabel() {
        Map<Condition, Integer> labelled = new EnumMap<>(Condition.class);
        all.stream()
                .filter(one -> one.name().isPresent())
                .forEach(one -> labelled.merge(one.node().condition(), 1, Integer::sum));
        assertEquals(5, labelled.size(), labelled::toString);
        assertTrue(labelled.values().stream().allMatch(number -> number >= 10), labelled::toString);
    }

    private void assertUntouched(Predicate<GeneratedStuckNode> promise) {
        List<Decided> chosen =
                all.stream().filter(one -> promise.test(one.node())).toList();
        assertTrue(chosen.size() > 100, () -> "only " + chosen.size());
        assertEquals(
                List.of(), chosen.stream().filter(one -> one.name().isPresent()).toList());
    }
}
