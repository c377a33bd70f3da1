package io.eniguard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {

    private static final List<String> KNOWN = List.of("m5.large", "m5.xlarge", "m6i.large", "c5.large", "Subnets");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    m5.lrage     | m5.large
                    M5.LARGE     | m5.large
                    m5.larg      | m5.large
                    m5.xlargee   | m5.xlarge
                    subnet       | Subnets
                    m5.la        | m5.large
                    t2.micro     | -
                    m7gd.12xlarg | -
                    """)
    void findsTheOneNearName(String typed, String expected) {
        assertEquals(Optional.ofNullable(expected), NearNames.only(typed, KNOWN));
    }

    @Test
    void namesAtMostThree() {
        assertEquals(List.of("a1", "a2", "a3"), NearNames.of("a9", List.of("a1", "a2", "a3", "a4")));
    }

    @Test
    void theDistanceIsSymmetricAndAtMostTheNumberOfEdits() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 2_000; i++) {
            String word = random.ints(random.nextInt(1, 9), 'a', 'd')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            int at = random.nextInt(word.length());
            String edited = word.substring(0, at) + "x" + word.substring(at + random.nextInt(2));
            assertEquals(1, EditDistance.between(word, edited), word + " and " + edited);
            assertEquals(1, EditDistance.between(edited, word), edited + " and " + word);
        }
    }

    @Test
    void aSwapOfTwoNeighboursCountsOnce() {
        assertEquals(1, EditDistance.between("subent", "subnet"));
    }
}
