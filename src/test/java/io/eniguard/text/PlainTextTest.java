package io.eniguard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that control characters never reach a terminal and that all other characters do. */
class PlainTextTest {

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(
            strings = {
                "0000", "0007", "0008", "0009", "000A", "000D", "001B", "007F", "0085", "009B", "009D", "00AD", "061C",
                "200B", "200E", "200F", "2028", "2029", "202A", "202E", "2066", "2069", "FEFF", "D800", "DFFF", "E0001",
                "E0041"
            })
    void controlCharactersBecomeBlanks(String hex) {
        String character = character(hex);
        assertEquals("a b", PlainText.oneLine("a" + character + "b"));
        assertEquals("ab", PlainText.cut("a" + character + "b", 63));
        String expected = hex.equals("000A") || hex.equals("0009") ? "a" + character + "b" : "a b";
        assertEquals(expected, written("a" + character + "b", PlainWriter.Colours.REMOVED));
    }

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(strings = {"0020", "007E", "00A0", "00E9", "2026", "4E2D", "FFFD", "1F600", "10FFFD"})
    void otherCharactersStay(String hex) {
        String text = "a" + character(hex) + "b";
        assertSame(text, PlainText.oneLine(text));
        assertSame(text, PlainText.escaped(text));
        assertEquals(text, written(text, PlainWriter.Colours.REMOVED));
    }

    @Test
    void consecutiveControlCharactersBecomeOneBlank() {
        assertEquals("a b c", PlainText.oneLine("a\r\nb\u001B\u202E\u2028c"));
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "ab😀, 4, ab😀", "ab😀d, 4, ab…"})
    void aCutTextEndsWithAWholeCharacter(String text, int longest, String expected) {
        assertEquals(expected, PlainText.cut(text, longest));
    }

    @Test
    void aLongTextOfControlCharactersBecomesShort() {
        assertEquals("…", PlainText.cut("\u001B".repeat(1 << 20), 10));
    }

    @Test
    void jsonKeepsItsValuesAndItsLayout() {
        assertEquals(
                "{\n\t\"a\": \"\\u009b31m\\u202e\\udb40\\udc01\\ud800é\"\r\n}",
                PlainText.escaped("{\n\t\"a\": \"\u009B31m\u202E\uDB40\uDC01\uD800é\"\r\n}"));
    }

    @Test
    void coloursPassIfTheyAreAllowed() {
        String coloured = "\u001B[1;31mdeny\u001B[0m";
        assertEquals(coloured, written(coloured, PlainWriter.Colours.KEPT));
        assertEquals(" [1;31mdeny [0m", written(coloured, PlainWriter.Colours.REMOVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[2J",
                "\u001B]0;title\u0007",
                "\u001B(0",
                "\u001Bc",
                "\u001B[1\u001B[2J",
                "\u001B[111111111111111111m"
            })
    void otherEscapeSequencesDoNotPass(String sequence) {
        String written = written(sequence + "x", PlainWriter.Colours.KEPT);
        assertFalse(written.contains("\u001B"), written);
        assertTrue(written.endsWith("x"), written);
    }

    @Test
    void sequencesAndCharactersMayArriveInParts() throws IOException {
        StringWriter out = new StringWriter();
        try (Writer writer = new PlainWriter(out, PlainWriter.Colours.KEPT)) {
            for (char unit : "\u001B[33m😀\uD800!\u001B[0m\uD83D".toCharArray()) {
                writer.write(unit);
            }
        }
        assertEquals("\u001B[33m😀 !\u001B[0m", out.toString());
    }

    private static String written(String text, PlainWriter.Colours colours) {
        StringWriter out = new StringWriter();
        try (Writer writer = new PlainWriter(out, colours)) {
            writer.write(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    private static String character(String hex) {
        int codePoint = Integer.parseInt(hex, 16);
        return Character.isBmpCodePoint(codePoint)
                ? String.valueOf((char) codePoint)
                : new String(Character.toChars(codePoint));
    }
}
