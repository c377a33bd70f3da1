package io.eniguard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows of a terminal is what a terminal shows: stdout and stderr, to the letter. */
class ReadmeIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /** A command is run when it needs nothing else, so nothing of a cluster, a registry or the network. */
    private static final Set<String> AT_HAND = Set.of("./eniguard", "sed", "cat");

    @TestFactory
    Stream<DynamicTest> eachCommandPrintsWhatIsShown(@TempDir Path folder) throws IOException {
        List<Transcript> shown = Transcript.in(Files.readString(PROJECT.resolve("README.md"))).stream()
                .filter(transcript -> AT_HAND.containsAll(transcript.programs()))
                .toList();
        assertFalse(shown.isEmpty(), "README.md shows no command that can be run here");
        outline(folder);
        return shown.stream()
                .map(transcript -> dynamicTest(
                        transcript.command(),
                        () -> assertEquals(transcript.output(), printed(transcript.command(), folder))));
    }

    /**
     * The project, as far as it is needed, with a build that is newer than its sources: else a source that is edited meanwhile would
     * have the launcher build into the folder that this very build tests.
     */
    private static void outline(Path folder) throws IOException {
        Files.copy(PROJECT.resolve("eniguard"), folder.resolve("eniguard"));
        Files.createSymbolicLink(folder.resolve("examples"), PROJECT.resolve("examples"));
        Path sources = Files.createDirectories(folder.resolve("src/main"));
        Path pom = Files.createFile(folder.resolve("pom.xml"));
        Path parent = Files.createDirectory(folder.resolve("parent"));
        Path parentPom = Files.createFile(parent.resolve("pom.xml"));
        Path target = Files.createDirectory(folder.resolve("target"));
        for (Path old : List.of(sources, pom, parentPom)) {
            Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        }
        try (Stream<Path> built = Files.list(PROJECT.resolve("target"))) {
            for (Path program : built.filter(ReadmeIT::isProgram).toList()) {
                Files.createSymbolicLink(target.resolve(program.getFileName()), program);
            }
        }
    }

    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        return name.equals("quarkus-app") || name.endsWith("-runner");
    }

    private static String printed(String command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ENIGUARD_") && !name.equals("ENIGUARD_NATIVE"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not end");
        return printed.stripTrailing();
    }
}
