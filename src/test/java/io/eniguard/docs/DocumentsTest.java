package io.eniguard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests all Markdown files of the project: links, commands, the length of the README, and the index of decisions. */
class DocumentsTest {

    private static final int LONGEST_README = 120;

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern COMMAND_WITHOUT_A_PATH =
            Pattern.compile("(?m)^(?: {4}|\\$ )(?:.*\\| )?eniguard [a-z-]+");

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        return documents()
                .map(document -> dynamicTest(document.toString(), () -> {
                    List<MatchResult> links =
                            LINK.matcher(Files.readString(document)).results().toList();
                    for (MatchResult link : links) {
                        Path target = link.group(1).isEmpty()
                                ? document
                                : document.toAbsolutePath()
                                        .resolveSibling(link.group(1))
                                        .normalize();
                        assertTrue(Files.exists(target), () -> document + ": " + link.group());
                        if (link.group(2) != null) {
                            assertTrue(anchors(target).contains(link.group(2)), () -> document + ": " + link.group());
                        }
                    }
                }));
    }

    /** The launcher is not on the PATH, so each command must contain the path of the launcher. */
    @TestFactory
    Stream<DynamicTest> commandsNameTheLauncherByItsPath() throws IOException {
        return documents()
                .map(document -> dynamicTest(
                        document.toString(),
                        () -> assertEquals(
                                List.of(),
                                COMMAND_WITHOUT_A_PATH
                                        .matcher(Files.readString(document))
                                        .results()
                                        .map(MatchResult::group)
                                        .toList())));
    }

    @Test
    void theReadmeIsShortAndStartsWithTheCheckout() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        assertTrue(lines.size() <= LONGEST_README, () -> lines.size() + " lines");
        String firstCommand = lines.stream()
                .filter(line -> line.startsWith("    "))
                .findFirst()
                .orElse("");
        assertTrue(firstCommand.startsWith("    git clone "), firstCommand);
    }

    @Test
    void everyDecisionIsInTheIndexWithItsDate() throws IOException {
        String index = Files.readString(Path.of("docs/decisions/README.md"));
        try (Stream<Path> decisions = Files.list(Path.of("docs/decisions"))) {
            for (Path decision : decisions
                    .filter(file -> file.getFileName().toString().matches("[0-9]{4}-.*"))
                    .toList()) {
                List<String> lines = Files.readAllLines(decision);
                String name = decision.getFileName().toString();
                assertTrue(
                        index.contains("| %s | [%s](%s) | 20"
                                .formatted(name.substring(0, 4), lines.get(0).substring(2), name)),
                        name);
                assertTrue(
                        lines.get(2).matches("(Accepted|Replaced by .*) on 20\\d\\d-\\d\\d-\\d\\d\\..*"), lines.get(2));
            }
        }
    }

    private static List<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""), 4)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith("target") && !file.startsWith("bench/target"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
