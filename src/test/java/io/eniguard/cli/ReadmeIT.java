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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each command in README.md and docs/policies.md prints exactly the output that is shown there, on stdout and stderr. */
class ReadmeIT {

    private static final List<String> DOCUMENTS = List.of("README.md", "docs/policies.md");

    /** The end of the exemption in the examples. The test replaces it by a later date, so that the exemption never ends. */
    private static final String SHOWN_END = "2027-02-28";

    private final String laterEnd = LocalDate.now(ZoneOffset.UTC).plusDays(90).toString();

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /** The programs that need no cluster, registry or network. A command is run if it uses only these programs. */
    private static final Set<String> AT_HAND = Set.of("./eniguard", "sed", "cat");

    @TestFactory
    Stream<DynamicTest> eachCommandPrintsTheShownOutput(@TempDir Path folder) throws IOException {
        List<Transcript> shown = new ArrayList<>();
        for (String document : DOCUMENTS) {
            Transcript.in(Files.readString(PROJECT.resolve(document)).replace(SHOWN_END, laterEnd)).stream()
                    .filter(transcript -> AT_HAND.containsAll(transcript.programs()))
                    .forEach(shown::add);
        }
        assertFalse(shown.isEmpty(), "the documents show no command that can be run here");
        outline(folder);
        return shown.stream()
                .map(transcript -> dynamicTest(
                        transcript.command(),
                        () -> assertEquals(transcript.output(), printed(transcript.command(), folder))));
    }

    /**
     * Copies the necessary parts of the project, with a build that is newer than its sources. Without the copy, editing a source during the
     * test would make the launcher build into the folder that is being tested.
     */
    private void outline(Path folder) throws IOException {
        Files.copy(PROJECT.resolve("eniguard"), folder.resolve("eniguard"));
        copyExamples(folder);
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

    private void copyExamples(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("examples"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(PROJECT.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace(SHOWN_END, laterEnd));
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
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the command does not end");
        return printed.stripTrailing();
    }
}
