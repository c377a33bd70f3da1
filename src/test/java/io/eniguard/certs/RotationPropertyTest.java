package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests random sequences of events: steps of the leader in any order and by any replica, restarts, deletions, damage, replacements by hand,
 * time that passes, and clocks that jump. No replica may ever serve a certificate that one of the configurations does not trust.
 */
class RotationPropertyTest {

    private static final int EVENTS = 60;
    private static final int REPLICAS = 3;
    private static final List<String> FIELDS = List.of("ca.crt", "ca.key", "tls.crt", "tls.key");

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noReplicaServesACertificateThatAConfigurationDoesNotTrust(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CertificateFleet fleet = new CertificateFleet(REPLICAS);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(event(fleet, random));
            assertEquals(List.of(), fleet.distrusted(), () -> "seed " + seed + " " + events);
        }
        fleet.jump = Duration.ZERO;
        fleet.settle(random.nextInt(REPLICAS));
        fleet.settle(random.nextInt(REPLICAS));
        assertEquals(List.of(), fleet.distrusted(), events::toString);
        assertTrue(fleet.served.stream().allMatch(pair -> pair != null), events::toString);
        Map<Rotation.Change, Integer> before = Map.copyOf(fleet.changes);
        fleet.settle(random.nextInt(REPLICAS));
        assertEquals(before, fleet.changes, "nothing is left to do");
    }

    /** Does something, and returns its name. */
    private static String event(CertificateFleet fleet, SplittableRandom random) {
        int replica = random.nextInt(REPLICAS);
        fleet.now = fleet.now.plusSeconds(random.nextInt(10));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                fleet.write(replica);
                return "write";
            }
            case 3, 4, 5 -> {
                int configuration = random.nextInt(2);
                fleet.register(replica, configuration);
                return "register " + configuration;
            }
            case 6, 7, 8 -> {
                fleet.look(replica);
                return "look " + replica;
            }
            case 9 -> {
                fleet.restart(replica);
                return "restart " + replica;
            }
            case 10 -> {
                fleet.secret = Map.of();
                return "delete";
            }
            case 11 -> {
                String field = FIELDS.get(random.nextInt(FIELDS.size()));
                fleet.damage(field, random.nextBoolean() ? "" : "garbage");
                return "damage " + field;
            }
            case 12 -> {
                fleet.replaceByHand(Duration.ofDays(30 + random.nextInt(3000)));
                return "replace";
            }
            case 13 -> {
                fleet.jump = Duration.ofMinutes(random.nextInt(-60, 61));
                return "jump";
            }
            case 14 -> {
                fleet.settle(replica);
                Duration time = Duration.ofDays(random.nextInt(1, 200));
                fleet.live(replica, time, 20);
                return "live " + time.toDays();
            }
            default -> {
                fleet.settle(replica);
                return "settle";
            }
        }
    }
}
