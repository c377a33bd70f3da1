package io.eniguard.maxpods;

import static io.eniguard.maxpods.Addressing.PREFIXES;
import static io.eniguard.maxpods.Addressing.SECONDARY_ADDRESSES;
import static io.eniguard.maxpods.Networking.CUSTOM;
import static io.eniguard.maxpods.Networking.STANDARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final NetworkingMode MODE = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);

    @Test
    void showsTheArithmetic() {
        assertEquals("(3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20", why("m5.large", MODE));
    }

    @Test
    void subtractsNothingWithoutCustomNetworking() {
        assertEquals(
                "3 interfaces x (10 - 1) addresses + 2 host-network pods = 29",
                why("m5.large", NetworkingMode.of(STANDARD, SECONDARY_ADDRESSES)));
    }

    @Test
    void namesTheCapOfTheRecommendation() {
        NetworkingMode prefixes = MODE.withAddressing(PREFIXES);
        assertEquals(
                "(3 - 1) interfaces x (10 - 1) prefixes x 16 addresses + 2 host-network pods = 290;"
                        + " capped at 110 with 2 vCPUs",
                why("m5.large", prefixes));
        assertTrue(why("m5.metal", prefixes).endsWith("= 10978; capped at 250 with 96 vCPUs"));
        assertTrue(why("c5a.metal", prefixes).endsWith("= 10978; capped at 110 with unknown vCPUs"));
    }

    @Test
    void namesTheReasonForNoPrefixes() {
        NetworkingMode prefixes = MODE.withAddressing(PREFIXES);
        assertEquals(
                "(2 - 1) interface x (2 - 1) address + 2 host-network pods = 3; no prefixes on xen",
                why("t2.micro", prefixes));
        assertTrue(why("cr1.8xlarge", prefixes).endsWith("; no prefixes on an unknown hypervisor"));
    }

    @Test
    void showsTheInterfacesTakenByMaxEniAndTheTrunk() {
        assertEquals(
                "(2 - 1) interface x (10 - 1) addresses + 5 host-network pods = 14; MAX_ENI lowers 3 interfaces to 2",
                why("m5.large", MODE.withMaxEni(2).withHostNetworkPods(5)));
        assertEquals(
                "(3 - 1 - 1) interface x (10 - 1) addresses + 2 host-network pods = 11",
                why("m5.large", MODE.withTrunk()));
        assertEquals(
                "(3 - 1) interfaces x (12 - 1) addresses + 2 host-network pods = 24;"
                        + " no trunk, since t3.large does not support one",
                why("t3.large", MODE.withTrunk()));
    }

    @Test
    void statesThatNoInterfaceIsLeft() {
        assertEquals(
                "(1 - 1) interfaces x (50 - 1) addresses + 2 host-network pods = 2; no interface is left for pods",
                why("hpc6id.32xlarge", MODE));
        assertEquals(
                "max(1 - 1 - 1, 0) interfaces x (50 - 1) addresses + 1 host-network pod = 1;"
                        + " no interface is left for pods",
                why("hpc6id.32xlarge", MODE.withTrunk().withHostNetworkPods(1)));
    }

    @Test
    void isOneShortLineForEveryType() {
        for (InstanceType type : InstanceTypes.builtIn().all()) {
            String why = new PodCapacity(type, MODE.withAddressing(PREFIXES).withMaxEni(2)).why();
            assertTrue(why.length() <= 160, why);
            assertFalse(why.contains("\n"), why);
        }
    }

    private static String why(String type, NetworkingMode mode) {
        return new PodCapacity(Types.named(type), mode).why();
    }
}
