package io.eniguard.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the hash never changes, because an upgrade would otherwise place nodes of the same name differently. */
class NameHashTest {

    // These hashes come from a Python program that was written from the description of the hash.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            node,                                    eniConfig,           hash
            ip-10-0-1-23.us-west-2.compute.internal, us-west-2a,          33b38644eb2996b3
            ip-10-0-1-23.us-west-2.compute.internal, us-west-2a-subnet-1, 664477b4ce12ca16
            ip-10-0-1-24.us-west-2.compute.internal, us-west-2a-subnet-1, f35f043095045e35
            i-0123456789abcdef0,                     pods,                7353fd2f35b1a085
            a,                                       b,                   eb38c838c62d597e
            """)
    void theHashNeverChanges(String node, String eniConfig, String hash) {
        assertEquals(Long.parseUnsignedLong(hash, 16), NameHash.of(node, eniConfig));
    }

    @Test
    void theBoundaryBetweenTheNamesCounts() {
        assertNotEquals(NameHash.of("node-1", "2a"), NameHash.of("node-12", "a"));
    }

    @Test
    void similarNamesSpreadEvenly() {
        int[] tenths = new int[10];
        IntStream.range(0, 100_000).forEach(i -> tenths[(int) (NameHash.fraction("node-" + i, "us-west-2a-1") * 10)]++);
        // With 100,000 even draws, each tenth gets 10,000 on average, with a standard deviation of 95. A distance of
        // six standard deviations has a probability of about one in a billion.
        for (int count : tenths) {
            assertEquals(10_000, count, 570);
        }
    }

    @Test
    void drawsForTwoEniConfigsAreIndependent() {
        long agreeing = IntStream.range(0, 100_000)
                .filter(i -> NameHash.fraction("node-" + i, "us-west-2a-1") < 0.5
                        == NameHash.fraction("node-" + i, "us-west-2a-2") < 0.5)
                .count();
        assertEquals(50_000, (double) agreeing, 950);
    }

    @Test
    void fractionsLieBetweenZeroAndOne() {
        IntStream.range(0, 1_000)
                .mapToDouble(i -> NameHash.fraction("", "e" + i))
                .forEach(fraction -> assertTrue(fraction > 0 && fraction < 1, () -> "fraction " + fraction));
    }
}
