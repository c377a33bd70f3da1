package io.eniguard.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    @Test
    void theTimeoutOfAnApiServerIsInSeconds() {
        assertEquals(Optional.of(Duration.ofSeconds(10)), Timeouts.inQuery("timeout=" + "10s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "10", "1.5s", "-1s", "1m", "123456s"})
    void textsThatAreNoSecondsAreNoDeadline(String text) {
        assertEquals(Optional.empty(), Timeouts.inQuery("timeout=" + text));
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 2000", "3, 500, 1500", "1, 0, 666", "3, 2500, 0", "30, 0, 5000"})
    void aThirdOfTheTimeIsKeptForTheAnswerAndWaitsEndAfterFiveSeconds(long timeout, long spent, long left) {
        assertEquals(
                left,
                Timeouts.forLookingUp(Optional.of(Duration.ofSeconds(timeout)), Duration.ofMillis(spent))
                        .toMillis());
    }
}
