package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Rounds THREE = new Rounds(3, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Map<String, List<Integer>> servers = new LinkedHashMap<>();

    RoundsTest() {
        servers.put("eniguard", new ArrayList<>(List.of(30, 10, 20)));
        servers.put("yardstick", new ArrayList<>(List.of(1, 3, 2)));
    }

    @Test
    void serversTakeTurns() throws IOException {
        var order = new ArrayList<Integer>();
        THREE.byTurns(servers, answers -> {
            order.add(answers.get(0));
            return next(answers);
        });
        assertEquals(List.of(30, 1, 10, 3, 20, 2), order);
    }

    @Test
    void eachServerGetsItsOwnMedian() throws IOException {
        Map<String, Measurement> medians = THREE.byTurns(servers, RoundsTest::next);
        assertEquals(List.of("eniguard", "yardstick"), List.copyOf(medians.keySet()));
        assertEquals(
                List.of(20L, 2L),
                medians.values().stream().map(Measurement::answers).toList());
    }

    private static Measurement next(List<Integer> answers) {
        return new Measurement(
                answers.remove(0),
                new Measurement.Failures(0, Optional.empty()),
                Duration.ofSeconds(1),
                new Measurement.Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                Duration.ZERO);
    }
}
