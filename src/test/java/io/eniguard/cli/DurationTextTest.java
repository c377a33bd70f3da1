package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "15m, PT15M",
        "1h30m, PT1H30M",
        "90s, PT1M30S",
        "1.5h, PT1H30M",
        "250ms, PT0.25S",
        "0, PT0S",
        "PT15M, PT15M",
        "P1D, PT24H"
    })
    void readsTheFormatsOfKubectlAndIso(String text, Duration expected) {
        assertEquals(Optional.of(expected), DurationText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "15 m", "-15m", "1d", "15m ", "PT-15M", "PT", "999999999999999h", "1h30"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), DurationText.parse(text));
    }
}
