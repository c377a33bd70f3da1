package io.eniguard.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the escapes of double-quoted scalars: YAML 1.2.2, section 5.7. In every other style, a backslash has no special meaning. */
class YamlEscapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "a | 7",
                "b | 8",
                "t | 9",
                "n | a",
                "v | b",
                "f | c",
                "r | d",
                "e | 1b",
                "'\"' | 22",
                "/ | 2f",
                "\\ | 5c",
                "N | 85",
                "_ | a0",
                "L | 2028",
                "P | 2029",
                "x41 | 41",
                "xe9 | e9",
                "u2028 | 2028",
                "U0001F600 | 1f600"
            })
    void everyEscapeOfTheSpecificationIsRead(String escape, String codePoint) {
        assertEquals(text("a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b"), read("a\\" + escape + "b"));
    }

    @Test
    void aBackslashBeforeABlankOrATabKeepsIt() {
        assertEquals(text("a b"), read("a\\ b"));
        assertEquals(text("a\tb"), read("a\\\tb"));
        assertEquals(text("a\t"), read("a\\\t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "'", "xZZ", "u12", "U00110000", "l", "p"})
    void anyOtherEscapeIsAnError(String escape) {
        assertNotNull(outcome("x: \"a\\" + escape + "\"").error());
    }

    @Test
    void anEscapedBackslashStartsNoEscape() {
        assertEquals(text("\\L \\\\P \u2028\\"), read("\\\\L \\\\\\\\P \\L\\\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\Logs\\Pods", "\\L", "\\\\L\\P", "a \\\tb \\L c"})
    void otherStylesKeepTheBackslash(String value) {
        String folded = "a: %1$s\nb: '%1$s'\nc: |\n  %1$s\nd: >-\n  %1$s\ne: \"\\L\"\n".formatted(value);
        assertEquals(
                List.of(Map.of("a", value, "b", value, "c", value + "\n", "d", value, "e", "\u2028")),
                outcome(folded).documents().stream().map(Document::content).toList());
        assertEquals(Map.of(value, 1L), content("? '" + value + "'\n: 1\n"));
    }

    /**
     * The reader replaces unsupported escapes with one of six rare escapes. A text that already contains a rare escape keeps its meaning.
     */
    @Test
    void theReplacementEscapesKeepTheirOwnMeaning() {
        assertEquals(text("\u2028\u000B\f\u0007\b\u001B"), read("\\L\\v\\f\\a\\b\\x1B"));
        assertEquals(text("\u2028\u000B"), read("\\L\\u000b"));
        assertEquals(Map.of("x", "\u2029", "y", "\\v"), content("x: \"\\P\"\ny: \\v\n"));
        assertNotNull(outcome("x: \"\\L\\v\\f\\a\\b\\e\\0\"").error());
    }

    @Test
    void aNumberIsStillInsertedAtTheRightPlace() {
        assertEquals(
                Optional.of("kind: \"\\L\\P\"\na: \\Logs\nmaxPods: 20\n"),
                YamlInsertion.insert("kind: \"\\L\\P\"\na: \\Logs\n", Map.of(0, List.of("maxPods")), 20));
    }

    private static Map<String, String> text(String value) {
        return Map.of("x", value);
    }

    private static Object read(String scalar) {
        return content("x: \"" + scalar + "\"\n");
    }

    private static Object content(String yaml) {
        YamlReader.Outcome outcome = outcome(yaml);
        assertNull(outcome.error());
        return Tree.of(outcome.documents().get(0).content()).fields();
    }

    private static YamlReader.Outcome outcome(String yaml) {
        return YamlReader.readUntilError(yaml, YamlBudget.ofObject());
    }
}
