package io.eniguard.placement;

import static io.eniguard.placement.PodNetwork.NOW;
import static io.eniguard.placement.PodNetwork.newNode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.net.Zone;
import io.eniguard.placement.Placement.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which ENIConfigs can serve a node, and how free addresses are counted. */
class PlacementTest {

    private static final ClusterNode NODE = newNode("node-1");
    private static final Optional<Choice> NONE = Optional.empty();

    private static Optional<Choice> only(String eniConfig) {
        return Optional.of(new Choice(eniConfig, List.of()));
    }

    @Test
    void theOnlyEniConfigOfTheZoneServes() {
        PodNetwork network = PodNetwork.empty()
                .withSubnet("there", 100)
                .withSubnet("elsewhere", Optional.of(60_000), Zone.named("us-west-2b"));
        assertEquals(only("there"), network.placement().choose(NODE));
    }

    @Test
    void aZoneWithoutAnEniConfigIsNotServed() {
        PodNetwork network = PodNetwork.empty().withSubnet("elsewhere", Optional.of(100), Zone.named("us-west-2b"));
        assertEquals(NONE, network.placement().choose(NODE));
    }

    @Test
    void aNodeWithoutAZoneIsNotServed() {
        ClusterNode nowhere = new ClusterNode(
                "node-1", Map.of(), Map.of(), Optional.of("i-0123456789abcdef0"), Optional.empty(), NODE.pods());
        assertEquals(
                NONE, PodNetwork.empty().withSubnet("there", 100).placement().choose(nowhere));
    }

    @Test
    void theEniConfigDefaultIsNeverChosen() {
        assertEquals(
                NONE, PodNetwork.empty().withSubnet("default", 100).placement().choose(NODE));
    }

    @Test
    void aNameOf63CharactersServesAndOneOf64DoesNot() {
        String longest = "a".repeat(63);
        assertEquals(
                only(longest),
                PodNetwork.empty().withSubnet(longest, 100).placement().choose(NODE));
        assertEquals(
                NONE,
                PodNetwork.empty().withSubnet(longest + "a", 100).placement().choose(NODE));
    }

    @Test
    void unfitEniConfigsServeNobody() {
        PodNetwork network = PodNetwork.empty().withSubnet("unfit", 60_000).withSubnet("fit", 1);
        Placement placement =
                new Placement(network.world(), eniConfig -> eniConfig.name().equals("fit"), node -> 10);
        assertEquals(only("fit"), placement.choose(NODE));
    }

    @Test
    void theNameCountsUntilSubnetsAreKnown() {
        PodNetwork network = PodNetwork.empty().withSubnet("us-west-2a", 100).withSubnet("us-west-2a-more", 100);
        assertEquals(
                only("us-west-2a"),
                PodNetwork.placement(network.worldWithoutVpc()).choose(NODE));
    }

    @Test
    void theNameDoesNotCountOnceSubnetsAreKnown() {
        PodNetwork network =
                PodNetwork.empty().withSubnet("there", 100).withEniConfig("us-west-2a", "subnet-0dead000000000000");
        assertEquals(only("there"), network.placement().choose(NODE));
    }

    @Test
    void ifAllSubnetsAreExhaustedOneIsChosenAndTheyAreReported() {
        PodNetwork network = PodNetwork.empty().withSubnet("full-1", 0).withSubnet("full-2", 0);
        assertEquals(
                List.of("full-1", "full-2"),
                network.placement().choose(NODE).orElseThrow().exhausted());
    }

    @Test
    void addressesOfNodesThatEc2HasNotCountedAreSubtracted() {
        PodNetwork network = PodNetwork.empty()
                .withSubnet("promised", 20)
                .withSubnet("other", 1)
                .asOf(NOW.minusSeconds(30))
                .withNode("young-1", "promised", NOW.minusSeconds(30))
                .withNode("young-2", "promised", NOW);
        assertEquals(List.of(20L, 0L), List.of(free(network.asOf(NOW.plusSeconds(1))), free(network)));
        assertEquals(only("other"), network.placement().choose(NODE));
    }

    @Test
    void nodesOfAnotherEniConfigOfTheSameSubnetCountToo() {
        PodNetwork network = PodNetwork.empty()
                .withSubnet("promised", 20)
                .asOf(NOW.minusSeconds(30))
                .withEniConfig("default", "subnet-%017x".formatted(1))
                .withNode("young", "default", NOW);
        assertEquals(10, free(network));
    }

    @Test
    void nodesThatEc2HasCountedAreNotSubtractedAgain() {
        PodNetwork network = PodNetwork.empty()
                .withSubnet("counted", 20)
                .asOf(NOW.minusSeconds(30))
                .withNode("old", "counted", NOW.minusSeconds(31));
        assertEquals(20, free(network));
    }

    @Test
    void oldCountsOfFreeAddressesAreIgnored() {
        PodNetwork network = PodNetwork.empty().withSubnet("full", 0).asOf(NOW.minus(Duration.ofHours(1)));
        assertEquals(only("full"), network.placement().choose(NODE));
    }

    private static long free(PodNetwork network) {
        return new FreeAddresses(network.world(), node -> 10)
                .of(network.subnets().get(0))
                .orElseThrow();
    }
}
