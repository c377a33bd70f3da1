package io.eniguard.maxpods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the largest number of addresses that a node takes, with numbers that were calculated by hand from the code of ipamd. */
class MostAddressesTest {

    private static int of(String type, Addressing addressing, WarmTargets targets, int maxPods) {
        return MostAddresses.of(
                InstanceTypes.builtIn().find(type).orElseThrow(),
                NetworkingMode.of(Networking.CUSTOM, addressing),
                targets,
                maxPods);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # type,      max-pods, WARM_ENI_TARGET, addresses
            m5.large,    20,       1,               20
            m5.large,    20,       0,               20
            m5.large,    10,       1,               20
            m5.large,    9,        1,               10
            m5.large,    9,        0,               10
            m5.large,    2,        1,               10
            m5.large,    0,        1,               10
            m5.large,    110,      1,               20
            m5.4xlarge,  234,      1,               210
            m5.4xlarge,  110,      1,               120
            m5.4xlarge,  58,       1,               60
            m5.4xlarge,  58,       0,               60
            m5.4xlarge,  30,       3,               60
            """)
    void wholeInterfaces(String type, int maxPods, int warmEnis, int addresses) {
        assertEquals(addresses, of(type, Addressing.SECONDARY_ADDRESSES, new WarmTargets(warmEnis, 1, 0, 0), maxPods));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # type,      max-pods, WARM_PREFIX_TARGET, addresses
            m5.large,    110,      1,                  113
            m5.large,    110,      0,                  113
            m5.large,    110,      3,                  113
            m5.large,    29,       1,                  33
            m5.large,    16,       1,                  17
            m5.large,    290,      1,                  290
            m4.large,    110,      1,                  10
            """)
    void prefixes(String type, int maxPods, int warmPrefixes, int addresses) {
        assertEquals(addresses, of(type, Addressing.PREFIXES, new WarmTargets(1, warmPrefixes, 0, 0), maxPods));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # addressing,         max-pods, WARM_IP_TARGET, MINIMUM_IP_TARGET, addresses
            SECONDARY_ADDRESSES,  20,       2,              0,                 20
            SECONDARY_ADDRESSES,  10,       1,              0,                 10
            SECONDARY_ADDRESSES,  10,       1,              14,                16
            SECONDARY_ADDRESSES,  10,       5,              0,                 12
            PREFIXES,             110,      2,              0,                 113
            PREFIXES,             20,       2,              0,                 33
            PREFIXES,             20,       1,              40,                49
            """)
    void singleAddressesOfM5Large(Addressing addressing, int maxPods, int warm, int minimum, int addresses) {
        assertEquals(addresses, of("m5.large", addressing, new WarmTargets(1, 1, warm, minimum), maxPods));
    }
}
