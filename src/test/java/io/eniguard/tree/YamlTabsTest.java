package io.eniguard.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests tabs in YAML. Each text was given to sigs.k8s.io/yaml 1.6.0, the YAML library of kubectl, and eniguard must accept and refuse the
 * same texts. In the texts, {@code →} stands for a tab and {@code §} for the end of a line.
 */
class YamlTabsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:→b",
                "a:→→b→",
                "a: →b→# c",
                "a→:→b",
                "\"a\":→'b'→# c",
                "a: \"b\"→ →",
                "a: \"b\" →# c",
                "a: !!str→b",
                "a: &x→b→# c",
                "a: &x→!!str→\"b\"",
                "---→# c§a: b",
                "{a:→b}",
                "{→→a→:→ →b→→}→# c",
                "{§→a: b§}",
                "{§→→\"a\":→\"b\"→§→}",
                "a: b§ →# c",
                "a: b§  → →§ →",
                "a: b→§§",
                "a:→# c§  b",
                "a:→→§  b",
            })
    void aTabSeparatesTokensLikeASpace(String text) {
        assertEquals(Map.of("a", "b"), content(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:→§  - b→§  - c→# d",
                "a:→[b,→c]",
                "a: [→→b→,→ →c→]→",
                "a:→[§→b,→# x§→→\"c\"§→]",
                "{§→\"a\": [§→→\"b\",§→→\"c\"§→]§}",
            })
    void aTabSeparatesTheMembersOfAList(String text) {
        assertEquals(Map.of("a", List.of("b", "c")), content(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: |→§  b",
                "a:→|-→# c§  b",
                "a: >2- → # c§  b",
                "a: &x→|→§  b",
            })
    void aTabMayFollowTheHeaderOfABlockScalar(String text) {
        assertEquals(
                "b",
                String.valueOf(Tree.of(content(text)).value("a").orElseThrow()).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:§→b: c",
                "a:§  b: c§→d: e",
                "→a: b",
                "-→a",
                "a:§  -→b",
                "- -→a",
                "?→a§: b",
                "? a§:→b",
                "---→a: b",
                "a: b§→# c",
                "a: \"b\"§ →# c",
                "a: b # c§ →# d",
                "# c§→§a: b",
                "a:§→- b",
            })
    void aTabDoesNotIndentABlock(String text) {
        YamlSyntaxException error = outcome(text).error();
        assertNotNull(error);
        assertTrue(String.valueOf(error.getMessage()).contains("TAB") || text.startsWith("---"), error.getMessage());
    }

    @Test
    void tabsInScalarsAreKept() {
        assertEquals(Map.of("a", "b\tc", "d", "e\t", "f", "g\n\th\t"), content("a:→b→c§d:→\"e→\"→§f: |→§  g§  →h→"));
    }

    @Test
    void linesAreCountedAsInTheText() throws YamlSyntaxException {
        List<Document> documents = YamlReader.readAll(text("a:→b§---→# c§d:→{§→e: f}§---§g: |→§  h"));
        assertEquals(List.of(1, 3, 6), documents.stream().map(Document::line).toList());
        YamlSyntaxException error = outcome("a:→|→§  b§c:→d§-→e").error();
        assertNotNull(error);
        assertEquals(4, error.line());
    }

    @Test
    void aNumberIsInsertedBesideTabs() {
        assertEquals(
                Optional.of(text("kind:→Kubelet→# 😀§maxPods: 20§a: |→§  b§")),
                YamlInsertion.insert(text("kind:→Kubelet→# 😀§a: |→§  b§"), Map.of(0, List.of("maxPods")), 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%d:→b§", "a%d: \"b\"→→ →§", "a%d: b§ →§", "a%d: |→§  b§", "a%d: !!str→b§"})
    void theTimeIsBoundedForManyTabs(String line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(line.formatted(i));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> outcome(lines.toString()));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> outcome("a: \"b\"" + "\t".repeat(1_000_000)));
    }

    private static Object content(String marked) {
        YamlReader.Outcome outcome = outcome(marked);
        assertNull(outcome.error());
        assertEquals(1, outcome.documents().size());
        return Tree.of(outcome.documents().get(0).content()).fields();
    }

    private static YamlReader.Outcome outcome(String marked) {
        return YamlReader.readUntilError(text(marked));
    }

    private static String text(String marked) {
        return marked.replace('→', '\t').replace('§', '\n');
    }
}
