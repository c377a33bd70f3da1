package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests the texts of {@code explain} for the situations in {@code src/test/explain}. The first line of {@code expected.txt} is the command.
 * With {@code -Deniguard.accept=true}, the test rewrites the other lines.
 */
class ExplanationsTest {

    private static final String PROMPT = "$ ./eniguard ";
    private static final int WIDTH = 100;

    private static Stream<Path> situations() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/explain"))) {
            return folders.sorted().toList().stream().map(folder -> folder.resolve("expected.txt"));
        }
    }

    @TestFactory
    Stream<DynamicTest> eachSituationIsExplained() throws IOException {
        return situations()
                .map(file -> dynamicTest(String.valueOf(file.getName(file.getNameCount() - 2)), () -> compare(file)));
    }

    private static void compare(Path file) throws IOException {
        String expected = Files.readString(file);
        String command = expected.lines().findFirst().orElseThrow();
        CommandRun run = CommandRun.of(arguments(command));
        String found = command + "\n" + run.out();
        if (Boolean.getBoolean("eniguard.accept")) {
            Files.writeString(file, found);
        }
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.err());
        assertEquals(expected, found);
        List<String> wide = run.lines().stream()
                .filter(line -> line.length() > WIDTH && line.strip().contains(" "))
                .toList();
        assertEquals(List.of(), wide);
    }

    /** The page shows commands with their output, and each command prints exactly this output. */
    @TestFactory
    Stream<DynamicTest> thePageShowsWhatTheCommandsPrint() throws IOException {
        List<Transcript> shown = Transcript.in(Files.readString(Path.of("docs/explain.md")));
        assertTrue(shown.size() >= 3, "docs/explain.md shows too few commands");
        return shown.stream()
                .map(transcript -> dynamicTest(transcript.command(), () -> {
                    CommandRun run = CommandRun.of(arguments("$ " + transcript.command()));
                    assertEquals(transcript.output(), (run.out() + run.err()).stripTrailing());
                }));
    }

    private static String[] arguments(String command) {
        assertTrue(command.startsWith(PROMPT), command);
        return command.substring(PROMPT.length()).replace("\\\n", " ").split("\\s+", -1);
    }
}
