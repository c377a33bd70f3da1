package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests that {@code serve} and {@code check} have the options that the pages of rules show. */
class RulePageOptionsTest {

    private static final String SHOWN = "./eniguard serve ";

    @TestFactory
    Stream<DynamicTest> bothCommandsAcceptTheOptions() throws IOException {
        List<String> shown = shown();
        assertFalse(shown.isEmpty(), "no page shows an option");
        return shown.stream()
                .distinct()
                .map(options -> dynamicTest(options, () -> {
                    parse("serve " + options);
                    parse("check - " + options);
                }));
    }

    private static List<String> shown() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs/rules"))) {
            return pages.flatMap(RulePageOptionsTest::lines)
                    .filter(line -> line.startsWith(SHOWN))
                    .map(line -> line.substring(SHOWN.length()))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> lines(Path page) {
        return assertDoesNotThrow(() -> Files.readAllLines(page)).stream();
    }

    private static void parse(String commandLine) {
        String[] arguments = commandLine.split(" ", -1);
        assertDoesNotThrow(() -> Main.PROGRAM.commandLine(Map.of(), arguments).parseArgs(arguments));
    }
}
