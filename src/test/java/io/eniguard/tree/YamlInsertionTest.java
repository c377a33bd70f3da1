package io.eniguard.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that an insertion changes only one place of a string. */
class YamlInsertionTest {

    private static final List<String> PATH = List.of("maxPods");
    private static final List<String> DEEP = List.of("spec", "kubelet", "config", "maxPods");

    static LongStream seeds() {
        return LongStream.range(0, 1000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blockTextsGetOneMoreLine(long seed) throws YamlSyntaxException {
        int documents = 1 + (int) (seed % 3);
        String text = new KubeletTexts(seed).block(documents);
        int document = (int) (seed % documents);

        String result = inserted(text, document, PATH);

        List<String> lines = lines(result);
        assertTrue(lines.remove("maxPods: 20"), () -> result);
        assertEquals(lines(text), lines, () -> result);
        assertEquals(withNumber(text, document), contents(result));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void flowTextsKeepAllTheirCharacters(long seed) throws YamlSyntaxException {
        String text = new KubeletTexts(seed).flow();

        String result = inserted(text, 0, PATH);

        int same = 0;
        while (same < text.length() && text.charAt(same) == result.charAt(same)) {
            same++;
        }
        assertTrue(result.endsWith(text.substring(same)), () -> result);
        assertEquals(withNumber(text, 0), contents(result));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSecondInsertionChangesNothing(long seed) {
        String text = new KubeletTexts(seed).block(1);
        assertEquals(Optional.empty(), YamlInsertion.insert(inserted(text, 0, PATH), Map.of(0, PATH), 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a: 1|a: 1~maxPods: 20",
                "a: 1~|a: 1~maxPods: 20~",
                "a: 1 # one~# two~|a: 1 # one~maxPods: 20~# two~",
                "a:~  b: 1~|maxPods: 20~a:~  b: 1~",
                "  a:~    b: 1~|  maxPods: 20~  a:~    b: 1~",
                "  a: 1~  b: [2,~    3]~|  a: 1~  maxPods: 20~  b: [2,~    3]~",
                "{}|{\"maxPods\": 20}",
                "{\"a\":1}|{\"a\":1, \"maxPods\": 20}",
                "{~  \"a\": 1~}~|{~  \"a\": 1,~  \"maxPods\": 20~}~",
                "{a: 1, }|{a: 1, maxPods: 20, }",
                "--- {a: 1}|--- {a: 1, maxPods: 20}",
                "a: 1~...~|a: 1~maxPods: 20~...~",
                "\uFEFFa: 1~|\uFEFFa: 1~maxPods: 20~"
            })
    void theNumberIsInsertedWhereAPersonWouldWriteIt(String text, String expected) {
        assertEquals(expected.replace('~', '\n'), inserted(text.replace('~', '\n'), 0, PATH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "kind: N~spec:~  kubelet:~    config:~      a: 1~|kind: N~spec:~  kubelet:~    config:~      a: 1~      maxPods: 20~",
                "kind: N~spec:~  kubelet:~    flags: [a]~    config: {}~|"
                        + "kind: N~spec:~  kubelet:~    flags: [a]~    config: {\"maxPods\": 20}~",
                "kind: N~spec:~  cluster:~    name: c~|"
                        + "kind: N~spec:~  kubelet:~    config:~      maxPods: 20~  cluster:~    name: c~",
                "kind: N~|kind: N~spec:~  kubelet:~    config:~      maxPods: 20~",
                "{\"kind\": \"N\"}|{\"kind\": \"N\", \"spec\": {\"kubelet\": {\"config\": {\"maxPods\": 20}}}}"
            })
    void missingMappingsOfThePathAreCreated(String text, String expected) {
        assertEquals(expected.replace('~', '\n'), inserted(text.replace('~', '\n'), 0, DEEP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxPods: 5",
                "maxPods:",
                "spec:",
                "spec: none",
                "spec: {kubelet: {config: [1]}}",
                "base: &b {a: 1}~spec: {kubelet: {config: *b}}",
                "base: &b~  a: 1~spec:~  kubelet:~    config: *b",
                "- a",
                "text",
                "a: [",
                "a: 1~a: 2"
            })
    void textsThatCannotTakeAnInsertionStayUnchanged(String text) {
        List<String> path = text.startsWith("maxPods") ? PATH : DEEP;
        assertEquals(Optional.empty(), YamlInsertion.insert(text.replace('~', '\n'), Map.of(0, path), 20));
    }

    @Test
    void aMissingDocumentChangesNothing() {
        assertEquals(Optional.empty(), YamlInsertion.insert("a: 1\n", Map.of(1, PATH), 20));
        assertEquals(Optional.empty(), YamlInsertion.insert("", Map.of(0, PATH), 20));
    }

    private static String inserted(String text, int document, List<String> path) {
        return YamlInsertion.insert(text, Map.of(document, path), 20)
                .orElseThrow(() -> new AssertionError("nothing inserted into:\n" + text));
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(Arrays.asList(text.split("\r?\n", -1)));
    }

    private static List<@Nullable Object> contents(String text) throws YamlSyntaxException {
        List<@Nullable Object> contents = new ArrayList<>();
        YamlReader.readAll(text).forEach(document -> contents.add(document.content()));
        return contents;
    }

    private static List<@Nullable Object> withNumber(String text, int document) throws YamlSyntaxException {
        List<@Nullable Object> contents = contents(text);
        Map<String, @Nullable Object> changed =
                new LinkedHashMap<>(Tree.of(contents.get(document)).fields());
        changed.put("maxPods", 20L);
        contents.set(document, changed);
        return contents;
    }
}
