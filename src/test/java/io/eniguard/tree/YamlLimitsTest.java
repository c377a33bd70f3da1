package io.eniguard.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the texts that the reader refuses, with their line and message, and similar texts that it accepts. */
class YamlLimitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x: &a {<<: *a, b: 1} | 1 | *a refers to itself",
                "x: &a~  <<: *a | 2 | *a refers to itself",
                "x: &a {<<: [{b: 1}, *a]} | 1 | *a refers to itself",
                "x: &a [*a] | 1 | *a refers to itself",
                "x: &a {b: {c: [*a]}} | 1 | *a refers to itself",
                "x: &a {? *a : 1} | 1 | *a refers to itself",
                "x: &a {b: &b {<<: *a}, <<: *b} | 1 | *a refers to itself",
                "a: 1~b: *c | 2 | undefined alias c",
                "a: &c 1~---~b: *c | 3 | undefined alias c",
                "a: 1~x: {<<: 5} | 2 | << needs a mapping or a list of mappings",
                "x: !!int ten | 1 | \"ten\" is not a valid !!int",
                "x: !!float ten | 1 | \"ten\" is not a valid !!float",
                "x: !!bool 'yes' | 1 | \"yes\" is not a valid !!bool",
                "a: 1~b: \"\\x | 2 | an escape or a mark cannot be read",
                "a: 1~b: x\u0007x | 2 | special characters are not allowed"
            })
    void mistakesAreReportedWithTheirLine(String text, int line, String reason) {
        YamlSyntaxException error = error(text.replace('~', '\n'));
        assertEquals(reason, error.getMessage());
        assertEquals(line, error.line());
        assertFalse(error.isTooLarge());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "0x9", "0o7", "1.5", "-1", "1e5", "!!int 9", "!!float 9", ".5"})
    void longNumbersAreRefusedInEveryNotation(String number) {
        YamlSyntaxException error = error("a: 1\nx: " + number + "0".repeat(1_000) + "\n");
        assertEquals("a number of more than 1,000 characters", error.getMessage());
        assertEquals(2, error.line());
        assertTrue(error.isTooLarge());
        assertNull(outcome("x: " + number + "0".repeat(900)).error());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 3_000, 50_000})
    void deepNestingIsAnErrorOnAnyStack(int levels) throws InterruptedException {
        for (String text : List.of("[".repeat(levels), "{a: ".repeat(levels), "- ".repeat(levels))) {
            List<YamlSyntaxException> errors = new ArrayList<>();
            Thread small = new Thread(null, () -> errors.add(error(text)), "small stack", 200_000);
            small.start();
            small.join();
            assertEquals("nested deeper than 100 levels", errors.get(0).getMessage());
            assertEquals(1, errors.get(0).line());
        }
    }

    @Test
    void aliasesCountAsIfTheyWereWrittenOut() {
        StringBuilder chain = new StringBuilder("l0: &l0 []\n");
        for (int i = 1; i <= 120; i++) {
            chain.append("l%d: &l%d [*l%d]\n".formatted(i, i, i - 1));
        }
        YamlSyntaxException error = error(chain.toString());
        assertEquals("nested deeper than 100 levels", error.getMessage());
        assertEquals(100, error.line());
    }

    @Test
    void mergesCountAsIfTheyWereWrittenOut() {
        String keys = IntStream.range(0, 100).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining(", "));
        String text = "m: &m {" + keys + "}\nx:\n";
        assertNull(outcome(text + "- {<<: *m}\n".repeat(97)).error());
        assertEquals(
                "its aliases expand to more than 20,000 values",
                error(text + "- {<<: *m}\n".repeat(98)).getMessage());
    }

    @Test
    void aLongTextIsNotRepeatedForEver() {
        String text = "l: &l " + "x".repeat(100_000) + "\nx:\n";
        assertNull(outcome(text + "- *l\n".repeat(19)).error());
        assertTrue(error(text + "- *l\n".repeat(21)).isTooLarge());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &a {b: 1}~c: {<<: *a, d: 2} | {a={b=1}, c={d=2, b=1}}",
                "a: &a {b: 1, c: 2}~d: {c: 3, <<: *a} | {a={b=1, c=2}, d={c=3, b=1}}",
                "a: &a {b: 1}~d: &d {b: 2, c: 3}~e: {<<: [*a, *d]} | {a={b=1}, d={b=2, c=3}, e={b=1, c=3}}",
                "a: &a {b: ~}~d: &d {b: 2}~e: {<<: [*a, *d]} | {a={b=null}, d={b=2}, e={b=null}}",
                "a: {<<: {b: 1}, <<: {c: 2}} | {a={b=1, c=2}}",
                "a: {'<<': 1} | {a={<<=1}}",
                "a: &a [&a 1, *a]~b: *a | {a=[1, 1], b=1}",
                "a: &k key~*k : 1 | {a=key, key=1}",
                "a: !!int '5' | {a=5}",
                "a: !!float 5 | {a=5.0}",
                "a: !!float 0o17 | {a=15.0}",
                "a: !!float 0x1F | {a=31.0}",
                "a: !!str 5 | {a=5}"
            })
    void anchorsAndMergeKeysAreRead(String text, String expected) {
        List<Document> documents =
                outcome(text.replace("~}", "null}").replace('~', '\n')).documents();
        assertEquals(expected, String.valueOf(documents.get(0).content()));
    }

    @Test
    void aliasesShareOneTree() {
        Tree tree = Tree.of(outcome("a: &a {b: 1}\nc: *a\n").documents().get(0).content());
        Map<String, @Nullable Object> fields = tree.fields();
        assertTrue(fields.get("a") == fields.get("c"));
    }

    private static YamlReader.Outcome outcome(String text) {
        return YamlReader.readUntilError(text, YamlBudget.ofObject());
    }

    private static YamlSyntaxException error(String text) {
        YamlSyntaxException error = outcome(text).error();
        assertNotNull(error);
        return error;
    }
}
