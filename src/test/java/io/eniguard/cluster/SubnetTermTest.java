package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.eniguard.cluster.NodeClass.SubnetTerm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that tags select subnets with the wildcards of EC2's filters. */
class SubnetTermTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "blue, blue, true",
                "blue, blues, false",
                "*, blue, true",
                "*, '', true",
                "b*, blue, true",
                "*e, blue, true",
                "b*e, blue, true",
                "b*u*, blue, true",
                "*l*b, blue, false",
                "bl?e, blue, true",
                "bl?, blue, false",
                "?, 😀, true",
                "a.c, abc, false",
                "*ab*abc, xabababc, true",
                "**, blue, true",
                "'', blue, false",
                "\\E*, \\Ex, true"
            })
    void starsAndQuestionMarksAreWildcards(String pattern, String value, boolean selected) {
        assertEquals(selected, selects(pattern, value));
    }

    @Test
    void manyStarsAreMatchedQuickly() {
        assertFalse(assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> selects("*a".repeat(100) + "b", "a".repeat(256))));
    }

    private static boolean selects(String pattern, String value) {
        return new SubnetTerm(Optional.empty(), Map.of("team", pattern)).selects("subnet-1", Map.of("team", value));
    }
}
