package io.eniguard.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedLogTest {

    private final List<String> lines = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final LimitedLog log = new LimitedLog((line, failure) -> lines.add(line), () -> now.toNanos());

    @Test
    void oneLineOfAKindIsLoggedPerMinute() {
        log.log("a", "a1", null);
        log.log("a", "a2", null);
        log.log("b", "b1", null);
        now = Duration.ofSeconds(59);
        log.log("a", "a3", null);
        assertEquals(List.of("a1", "b1"), lines);
    }

    @Test
    void theNextLineOfTheKindCountsTheLinesThatWereHeldBack() {
        log.log("a", "a1", null);
        log.log("a", "a2", null);
        log.log("a", "a3", null);
        now = Duration.ofSeconds(60);
        log.log("a", "a4", null);
        assertEquals(List.of("a1", "a4 (and 2 more like this within a minute)"), lines);
    }

    @Test
    void theLatestLineIsLoggedAfterAMinuteEvenIfNoneFollows() {
        log.log("a", "a1", null);
        log.log("a", "a2", null);
        log.log("a", "a3", null);
        log.flush();
        assertEquals(List.of("a1"), lines);
        now = Duration.ofSeconds(60);
        log.flush();
        log.flush();
        assertEquals(List.of("a1", "a3 (and 1 more like this within a minute)"), lines);
    }

    @Test
    void aSingleHeldBackLineHasNoCount() {
        log.log("a", "a1", null);
        log.log("a", "a2", null);
        now = Duration.ofSeconds(60);
        log.flush();
        assertEquals(List.of("a1", "a2"), lines);
    }
}
