package io.eniguard.maxpods;

import static io.eniguard.maxpods.Addressing.PREFIXES;
import static io.eniguard.maxpods.Addressing.SECONDARY_ADDRESSES;
import static io.eniguard.maxpods.Networking.CUSTOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests how many addresses a node takes first. With custom networking, m5.large has 2 interfaces for pods with 9 slots each, and
 * hpc6id.32xlarge has none.
 */
class FirstAddressesTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            type,            enis, prefixes, addresses, minimum, expected
            m5.large,        1,    1,        0,         0,       10
            m5.large,        0,    0,        0,         0,       10
            m5.large,        2,    1,        0,         0,       20
            m5.large,        5,    1,        0,         0,       20
            m5.4xlarge,      1,    1,        0,         0,       30
            m5.4xlarge,      7,    1,        0,         0,       210
            m5.large,        1,    1,        2,         0,       3
            m5.large,        1,    1,        2,         5,       6
            m5.large,        1,    1,        0,         5,       6
            m5.large,        1,    1,        9,         0,       10
            m5.large,        1,    1,        10,        0,       12
            m5.large,        1,    1,        2147483647, 0,      20
            t2.micro,        1,    1,        0,         0,       2
            hpc6id.32xlarge, 1,    1,        0,         0,       0
            """)
    void countsSecondaryAddresses(String type, int enis, int prefixes, int addresses, int minimum, int expected) {
        var targets = new WarmTargets(enis, prefixes, addresses, minimum);
        assertEquals(expected, first(type, NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES), targets));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            type,            enis, prefixes, addresses, minimum, expected
            m5.large,        1,    1,        0,         0,       17
            m5.large,        5,    0,        0,         0,       17
            m5.large,        1,    3,        0,         0,       49
            m5.large,        1,    10,       0,         0,       162
            m5.large,        1,    100,      0,         0,       290
            m5.large,        1,    1,        2,         0,       17
            m5.large,        1,    9,        17,        0,       33
            m5.large,        1,    1,        2,         33,      49
            m5.large,        1,    1,        0,         2147483647, 290
            t2.micro,        1,    1,        0,         0,       2
            hpc6id.32xlarge, 1,    1,        0,         0,       0
            """)
    void countsPrefixes(String type, int enis, int prefixes, int addresses, int minimum, int expected) {
        var targets = new WarmTargets(enis, prefixes, addresses, minimum);
        assertEquals(expected, first(type, NetworkingMode.of(CUSTOM, PREFIXES), targets));
    }

    @Test
    void eachFurtherNetworkCardTakesOneInterfaceWithOneSlot() {
        NetworkingMode addresses = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        NetworkingMode prefixes = NetworkingMode.of(CUSTOM, PREFIXES);
        assertEquals(31 * 2, FirstAddresses.ofFurtherCards(Types.named("p5.48xlarge"), addresses));
        assertEquals(31 * 17, FirstAddresses.ofFurtherCards(Types.named("p5.48xlarge"), prefixes));
        assertEquals(31, FirstAddresses.prefixesOfFurtherCards(Types.named("p5.48xlarge"), prefixes));
        assertEquals(0, FirstAddresses.prefixesOfFurtherCards(Types.named("p5.48xlarge"), addresses));
        assertEquals(0, FirstAddresses.ofFurtherCards(Types.named("m5.large"), prefixes));
    }

    @Test
    void maxEniAndTheTrunkLimitTheAddressesFetched() {
        var targets = new WarmTargets(9, 1, 0, 0);
        NetworkingMode mode = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        assertEquals(10, first("m5.large", mode.withMaxEni(2), targets));
        assertEquals(10, first("m5.large", mode.withTrunk(), targets));
        assertEquals(0, first("p5.48xlarge", mode.withTrunk(), targets));
        assertEquals(24, first("t3.large", mode.withTrunk(), targets));
    }

    @Test
    void shippedTargetsAreOneInterfaceOrOnePrefix() {
        assertEquals(new WarmTargets(1, 1, 0, 0), WarmTargets.SHIPPED);
    }

    @Test
    void refusesANegativeTarget() {
        assertThrows(IllegalArgumentException.class, () -> new WarmTargets(1, 1, -1, 0));
    }

    private static int first(String type, NetworkingMode mode, WarmTargets targets) {
        return FirstAddresses.of(Types.named(type), mode, targets);
    }
}
