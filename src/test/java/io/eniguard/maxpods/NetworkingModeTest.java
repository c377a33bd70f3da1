package io.eniguard.maxpods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkingModeTest {

    private static final NetworkingMode MODE = NetworkingMode.of(Networking.CUSTOM, Addressing.SECONDARY_ADDRESSES);

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAMaxEniThatTheCniWouldIgnore(int maxEni) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> MODE.withMaxEni(maxEni));
        assertEquals("MAX_ENI must be 1 or more: " + maxEni, refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001, Integer.MAX_VALUE})
    void refusesHostNetworkPodsThatNoNodeHas(int pods) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> MODE.withHostNetworkPods(pods));
        assertEquals("host-network pods must be 0 to 10000: " + pods, refusal.getMessage());
    }

    @Test
    void eachChangeLeavesTheRestAsItIs() {
        NetworkingMode changed =
                MODE.withMaxEni(4).withHostNetworkPods(7).withTrunk().withAddressing(Addressing.PREFIXES);
        NetworkingMode otherOrder = MODE.withAddressing(Addressing.PREFIXES)
                .withTrunk()
                .withHostNetworkPods(7)
                .withMaxEni(4);
        assertEquals(changed, otherOrder);
        assertEquals(Networking.CUSTOM, changed.networking());
        assertEquals(7, changed.hostNetworkPods());
        assertEquals(4, changed.maxEni().orElseThrow());
    }
}
