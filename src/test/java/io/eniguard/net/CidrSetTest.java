package io.eniguard.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares sets of blocks with sets of single addresses, for generated blocks of a /24 and for known blocks. */
class CidrSetTest {

    private static final Ipv4Cidr WHOLE = Ipv4Cidr.parse("10.1.2.0/24");

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    /** Up to five random blocks in a /24. They are so dense that they often touch, overlap or cover each other. */
    private static CidrSet some(SplittableRandom random) {
        List<Ipv4Cidr> blocks = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            blocks.add(one(random));
        }
        return CidrSet.of(blocks);
    }

    private static Ipv4Cidr one(SplittableRandom random) {
        return new Ipv4Cidr(WHOLE.base() + random.nextInt(256), 24 + random.nextInt(9));
    }

    private static Set<Integer> addresses(CidrSet set) {
        Set<Integer> addresses = new TreeSet<>();
        for (Ipv4Cidr block : set.blocks()) {
            IntStream.range(0, (int) block.size()).map(i -> block.base() + i).forEach(addresses::add);
        }
        return addresses;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void overlapIsSymmetricAndMeansACommonAddress(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CidrSet one = some(random);
        CidrSet other = some(random);
        Set<Integer> common = addresses(one);
        common.retainAll(addresses(other));
        assertEquals(!common.isEmpty(), one.overlaps(other), () -> one + " and " + other);
        assertEquals(!common.isEmpty(), other.overlaps(one), () -> other + " and " + one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void subtractLeavesTheAddressesThatAreNotInTheOther(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CidrSet one = some(random);
        CidrSet other = some(random);
        Set<Integer> rest = addresses(one);
        rest.removeAll(addresses(other));
        assertEquals(rest, addresses(one.subtract(other)), () -> one + " without " + other);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void intersectLeavesTheAddressesThatAreInBoth(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CidrSet set = some(random);
        Ipv4Cidr block = one(random);
        Set<Integer> both = addresses(set);
        both.retainAll(addresses(CidrSet.of(block)));
        assertEquals(both, addresses(set.intersect(block)), () -> set + " and " + block);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void containsMeansEachAddress(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CidrSet set = some(random);
        Ipv4Cidr block = one(random);
        assertEquals(
                addresses(set).containsAll(addresses(CidrSet.of(block))),
                set.contains(block),
                () -> set + ", " + block);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void blocksAreSortedAndDisjoint(int seed) {
        List<Ipv4Cidr> blocks = some(new SplittableRandom(seed)).blocks();
        assertEquals(blocks.stream().sorted().toList(), blocks);
        for (int i = 1; i < blocks.size(); i++) {
            assertFalse(blocks.get(i - 1).overlaps(blocks.get(i)), blocks::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/8,        true,  true
            172.31.255.240/28, true,  true
            192.168.1.0/24,    true,  true
            172.0.0.0/8,       true,  false
            192.0.0.0/8,       true,  false
            128.0.0.0/1,       true,  false
            0.0.0.0/0,         true,  false
            9.255.255.0/24,    false, false
            11.0.0.0/8,        false, false
            8.0.0.0/7,         false, false
            172.32.0.0/16,     false, false
            100.64.0.0/16,     false, false
            198.19.0.0/16,     false, false
            """)
    void overlappingPrivateSpaceDiffersFromLyingInIt(String block, boolean overlaps, boolean within) {
        Ipv4Cidr cidr = Ipv4Cidr.parse(block);
        assertEquals(overlaps, !CidrSet.RFC_1918.overlapping(cidr).isEmpty());
        assertEquals(within, CidrSet.RFC_1918.contains(cidr));
    }

    @Test
    void twoHalvesContainTheWhole() {
        assertTrue(CidrSet.of("0.0.0.0/1", "128.0.0.0/1").contains(Ipv4Cidr.parse("0.0.0.0/0")));
    }

    @Test
    void everythingWithoutOneAddressIsOneBlockForEachBit() {
        CidrSet rest = CidrSet.of("0.0.0.0/0").subtract(CidrSet.of("203.0.113.7/32"));
        assertEquals(32, rest.blocks().size());
        assertEquals(
                (1L << 32) - 1, rest.blocks().stream().mapToLong(Ipv4Cidr::size).sum());
    }

    @Test
    void theEmptySetOverlapsNothing() {
        assertFalse(CidrSet.EMPTY.overlaps(CidrSet.of("0.0.0.0/0")));
        assertFalse(CidrSet.EMPTY.contains(Ipv4Cidr.parse("10.0.0.0/32")));
        assertEquals(CidrSet.EMPTY, CidrSet.of("10.0.0.0/8").subtract(CidrSet.of("0.0.0.0/0")));
    }
}
