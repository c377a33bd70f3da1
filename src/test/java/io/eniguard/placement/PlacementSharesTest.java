package io.eniguard.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how 10,000 nodes spread over the subnets of a zone. */
class PlacementSharesTest {

    private static final int NODES = 10_000;
    private static final double TWO_POINTS = 0.02;

    private static final PodNetwork UNEVEN = PodNetwork.empty()
            .withSubnet("large", 60_000)
            .withSubnet("medium", 4_000)
            .withSubnet("small", 200);

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachSubnetGetsItsShareOfTheFreeAddresses(long seed) {
        Map<String, Long> placed = placed(nodes(seed), UNEVEN.placement());
        assertEquals(60_000 / 64_200.0, share(placed, "large"), TWO_POINTS);
        assertEquals(4_000 / 64_200.0, share(placed, "medium"), TWO_POINTS);
        assertEquals(200 / 64_200.0, share(placed, "small"), TWO_POINTS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachSubnetGetsItsShareWhateverTheNumbers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> free = new TreeMap<>();
        PodNetwork network = PodNetwork.empty();
        for (int i = 0; i < random.nextInt(2, 9); i++) {
            int addresses = random.nextInt(1, 65_000);
            free.put("pods-" + i, addresses);
            network = network.withSubnet("pods-" + i, addresses);
        }
        double all = free.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Long> placed = placed(nodes(seed), network.placement());
        free.forEach((name, addresses) -> assertEquals(addresses / all, share(placed, name), TWO_POINTS, name));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheSnapshotDoesNotMatter(long seed) {
        List<String> nodes = nodes(seed);
        assertEquals(
                choices(nodes, UNEVEN.placement()),
                choices(nodes, UNEVEN.shuffled(new Random(seed)).placement()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aNewSubnetMovesNodesOnlyToItself(long seed) {
        List<String> nodes = nodes(seed);
        Map<String, String> before = choices(nodes, UNEVEN.placement());
        Map<String, String> after =
                choices(nodes, UNEVEN.withSubnet("added", 30_000).placement());
        after.forEach((node, subnet) -> {
            if (!subnet.equals("added")) {
                assertEquals(before.get(node), subnet, node);
            }
        });
        assertEquals(30_000 / 94_200.0, share(counted(after), "added"), TWO_POINTS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anExhaustedSubnetGetsNone(long seed) {
        Map<String, Long> placed =
                placed(nodes(seed), UNEVEN.withSubnet("full", 0).placement());
        assertEquals(0, placed.getOrDefault("full", 0L));
    }

    @Test
    void subnetsShareEquallyWhileFreeAddressesAreUnknown() {
        PodNetwork oneUnknown = UNEVEN.withSubnet("unknown", Optional.empty());
        Map<String, Long> placed = placed(nodes(0), oneUnknown.placement());
        List.of("large", "medium", "small", "unknown")
                .forEach(name -> assertEquals(0.25, share(placed, name), TWO_POINTS));
    }

    private static List<String> nodes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return LongStream.range(0, NODES)
                .mapToObj(i ->
                        "ip-10-%d-%d-%d.us-west-2.compute.internal".formatted(random.nextInt(256), i >> 8, i & 0xff))
                .toList();
    }

    private static Map<String, String> choices(List<String> nodes, Placement placement) {
        return nodes.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        node -> placement
                                .choose(PodNetwork.newNode(node))
                                .orElseThrow()
                                .eniConfig()));
    }

    private static Map<String, Long> placed(List<String> nodes, Placement placement) {
        return counted(choices(nodes, placement));
    }

    private static Map<String, Long> counted(Map<String, String> choices) {
        return choices.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static double share(Map<String, Long> placed, String eniConfig) {
        return placed.getOrDefault(eniConfig, 0L) / (double) NODES;
    }
}
