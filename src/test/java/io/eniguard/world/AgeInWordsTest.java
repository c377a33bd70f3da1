package io.eniguard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the unit of an age. A unit larger than a second is used only for ages of at least twice the unit, so that rounding hides at most
 * half of the shown age.
 */
class AgeInWordsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT1M59S, 119 s",
        "PT2M, 2 min",
        "PT1H59M59S, 119 min",
        "PT2H, 2 h",
        "PT47H59M, 47 h",
        "P2D, 2 d",
        "PT698H, 29 d",
        "P400D, 400 d"
    })
    void anAgeHasASuitableUnit(Duration age, String words) {
        World world = new World(
                VpcSnapshot.builder(new VpcSnapshot.Origin("vpc.json", Optional.of(NOW.minus(age))))
                        .with(Part.SUBNETS, List.of())
                        .build(),
                ClusterSnapshot.EMPTY,
                Parameters.DEFAULTS,
                NOW);
        assertEquals("vpc.json, " + words + " ago", world.provenance());
    }
}
