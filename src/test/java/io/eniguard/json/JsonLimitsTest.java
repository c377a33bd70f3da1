package io.eniguard.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the sender of a review cannot make the reader keep more than a few megabytes. */
class JsonLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"\":0}", "[]", "{}", "1", "\"\"", "[[]]"})
    void anObjectOfManySmallValuesIsRefused(String value) {
        String text = "{\"x\": [" + (value + ",").repeat(TreeReader.MAX_REVIEW_VALUES) + "1]}";
        TooLargeException refusal = assertThrows(TooLargeException.class, () -> read(text));
        assertEquals("the object has more than 100,000 values", refusal.getMessage());
    }

    @Test
    void aLargeObjectWithinTheLimitIsRead() {
        String text = "{\"x\": [" + "1,".repeat(TreeReader.MAX_REVIEW_VALUES - 2) + "1]}";
        assertEquals(TreeReader.MAX_REVIEW_VALUES - 1, read(text).list("x").size());
    }

    @Test
    void theDocumentsOfAFileShareOneLimit() {
        AtomicInteger read = new AtomicInteger();
        TooLargeException values = assertThrows(
                TooLargeException.class, () -> readDocuments(("[" + "1,".repeat(40) + "1]\n").repeat(3), 100, read));
        assertEquals("the file has more than 100 values", values.getMessage());
        assertEquals(2, read.get());

        read.set(0);
        TooLargeException documents =
                assertThrows(TooLargeException.class, () -> readDocuments("{}\n".repeat(6), 100, read));
        assertEquals("the file has more than 5 documents", documents.getMessage());
        assertEquals(6, documents.getLocation().getLineNumber());
        assertEquals(5, read.get());

        read.set(0);
        readDocuments("{}\n".repeat(5), 100, read);
        assertEquals(5, read.get());
    }

    @Test
    void theHeapLimitsTheValuesOfAFile() {
        assertEquals(TreeReader.MAX_FILE_VALUES, TreeReader.mostValues(8L << 30));
        assertEquals(1_000_000, TreeReader.mostValues(200_000_000));
    }

    private static void readDocuments(String text, int mostValues, AtomicInteger read) {
        try (JsonParser parser = StrictJson.parser(text.getBytes(StandardCharsets.UTF_8))) {
            TreeReader.readDocuments(parser, document -> read.incrementAndGet(), mostValues);
        }
    }

    @Test
    void unreadValuesDoNotCount() {
        String images = "[" + "1,".repeat(1_000_000) + "1]";
        Tree read = read("{\"status\": {\"images\": %s, \"phase\": \"p\"}}".formatted(images));
        assertEquals("p", read.text("status", "phase").orElseThrow());
    }

    @Test
    void skippedValuesCountTheirMembersToo() {
        String members = IntStream.rangeClosed(0, StrictJson.MAX_REVIEW_MEMBERS)
                .mapToObj(i -> "\"" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        TooLargeException refusal = assertThrows(
                TooLargeException.class, () -> read("{\"metadata\": {\"managedFields\": [%s]}}".formatted(members)));
        assertEquals("the document has more than 150,000 members", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": {\"b\": [1, {\"c\": {}}], \"d\": 2}, \"e\": 3}", "{\"a\": {}, \"e\": 3}"})
    void skippingEndsWithTheObject(String text) {
        try (JsonParser parser = StrictJson.parser(text.getBytes(StandardCharsets.UTF_8))) {
            parser.next();
            parser.next();
            parser.next();
            parser.skipObject();
            assertEquals(JsonParser.Event.KEY_NAME, parser.next());
            assertEquals("e", parser.getString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1.5e2147483647"})
    void aHugeExponentIsKeptAsItIs(String number) {
        assertEquals(
                new BigDecimal(number),
                assertInstanceOf(
                        BigDecimal.class,
                        read("{\"x\": " + number + "}").fields().get("x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999"})
    void anExponentBeyondAllNumbersIsNoJson(String number) {
        assertThrows(JsonParsingException.class, () -> read("{\"x\": " + number + "}"));
    }

    @Test
    void aLongNumberIsNoJson() {
        assertThrows(JsonParsingException.class, () -> read("{\"x\": " + "9".repeat(1_001) + "}"));
    }

    private static Tree read(String text) {
        try (JsonParser parser = StrictJson.reviewParser(text.getBytes(StandardCharsets.UTF_8))) {
            parser.next();
            return TreeReader.readReviewed(parser);
        }
    }
}
