package io.eniguard.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the free blocks with a slow search through a set of addresses. */
class PrefixBlocksTest {

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aBlockIsFreeWhenNoneOfItsAddressesIsTaken(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Ipv4Cidr subnet = new Ipv4Cidr(random.nextInt(), random.nextInt(20, 31));
        List<Ipv4Cidr> used = some(random, subnet, 26);
        List<Ipv4Cidr> without = some(random, subnet, 20);
        assertEquals(
                freeOneByOne(subnet, used, without),
                PrefixBlocks.touchedBy(used).countOthers(subnet, CidrSet.of(without)),
                () -> subnet + ", used " + used + ", without " + without);
    }

    /** Random blocks in the subnet and around it. The blocks around it must not count. */
    private static List<Ipv4Cidr> some(SplittableRandom random, Ipv4Cidr subnet, int shortestPrefix) {
        List<Ipv4Cidr> some = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int offset = (int) (random.nextLong(3 * subnet.size()) - subnet.size());
            some.add(new Ipv4Cidr(subnet.base() + offset, random.nextInt(shortestPrefix, 33)));
        }
        return some;
    }

    private static long freeOneByOne(Ipv4Cidr subnet, List<Ipv4Cidr> used, List<Ipv4Cidr> without) {
        Set<Integer> taken = new HashSet<>(addresses(used));
        taken.addAll(addresses(without));
        long free = 0;
        for (long offset = 0; offset + 16 <= subnet.size(); offset += 16) {
            int first = (int) (subnet.base() + offset);
            free += IntStream.range(0, 16).mapToObj(i -> first + i).noneMatch(taken::contains) ? 1 : 0;
        }
        return free;
    }

    private static Set<Integer> addresses(List<Ipv4Cidr> blocks) {
        Set<Integer> addresses = new HashSet<>();
        for (Ipv4Cidr block : blocks) {
            IntStream.range(0, (int) block.size()).map(i -> block.base() + i).forEach(addresses::add);
        }
        return addresses;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100.64.0.0/16, 4096
            100.64.0.0/28, 1
            100.64.0.0/29, 0
            0.0.0.0/0,     268435456
            """)
    void anEmptySubnetIsAllFree(String subnet, long blocks) {
        assertEquals(blocks, PrefixBlocks.NONE.countOthers(Ipv4Cidr.parse(subnet), CidrSet.EMPTY));
    }

    @Test
    void theEndOfTheAddressSpaceIsHandled() {
        PrefixBlocks last = PrefixBlocks.touchedBy(List.of(Ipv4Cidr.parse("255.255.255.255/32")));
        assertEquals(15, last.countOthers(Ipv4Cidr.parse("255.255.255.0/24"), CidrSet.EMPTY));
    }

    @Test
    void addressesOfOneBlockCountOnceInAnyOrder() {
        List<Ipv4Cidr> some =
                List.of(Ipv4Cidr.parse("10.0.0.17/32"), Ipv4Cidr.parse("10.0.0.1/32"), Ipv4Cidr.parse("10.0.0.31/32"));
        List<Ipv4Cidr> others = List.of(Ipv4Cidr.parse("10.0.0.0/28"), Ipv4Cidr.parse("10.0.0.16/28"));
        assertEquals(2, PrefixBlocks.touchedBy(some).size());
        assertEquals(PrefixBlocks.touchedBy(others), PrefixBlocks.touchedBy(some));
    }
}
