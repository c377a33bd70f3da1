package io.eniguard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code ./eniguard} in a copy of the project's layout, in which a script replaces Maven and copies the existing build. The build
 * that runs this test shows that the real Maven works.
 */
class LauncherIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String OK = "exit 0";

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-00000000000000aaa, securityGroups: [sg-00000000000000aaa]}
            """;

    private final Path temporary;
    private final Path root;
    private final Path work;
    private final Path tools;

    LauncherIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.root = temporary.resolve("a project");
        this.work = temporary.resolve("where I work");
        this.tools = temporary.resolve("tools");
    }

    @BeforeEach
    void outlineAProject() throws IOException {
        Files.createDirectory(work);
        Files.createDirectory(tools);
        Files.createDirectories(root.resolve("src/main/java"));
        Files.writeString(root.resolve("src/main/java/Main.java"), "class Main {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectory(root.resolve("parent"));
        Files.writeString(root.resolve("parent/pom.xml"), "<project/>");
        Files.copy(PROJECT.resolve("eniguard"), root.resolve("eniguard"));
        maven(OK);
    }

    @Test
    void onlyTheFirstCallBuilds() throws Exception {
        Run first = eniguard("--version");
        assertEquals(0, first.exitCode(), first::err);
        assertTrue(first.out().matches("eniguard [0-9.]+\\S*\\n"), first::out);
        assertEquals(
                "eniguard: building the program with Maven; this takes a minute, or longer if libraries must be downloaded\n",
                first.err());
        Run second = eniguard("--version");
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void newerSourcesAndRemovedFilesLeadToABuild() throws Exception {
        eniguard("--version");
        Path source = root.resolve("src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        eniguard("--version");
        assertEquals(2, builds());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        eniguard("--version");
        assertEquals(3, builds());
    }

    @Test
    void theBenchIsBuiltWhenItIsCalledAndBuiltAgainAfterTheProgram() throws Exception {
        Files.createDirectories(root.resolve("bench/src/main"));
        Files.writeString(root.resolve("bench/pom.xml"), "<project/>");
        assertEquals("", eniguard("--version").err().replaceFirst("eniguard: building the program .*\n", ""));
        // The bench of this Maven has no classes, so Java cannot start it.
        assertTrue(eniguard("bench").err().startsWith("eniguard: building the bench with Maven"));
        assertFalse(eniguard("bench").err().contains("building"));
        Files.setLastModifiedTime(
                root.resolve("src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        String err = eniguard("bench").err();
        assertTrue(err.contains("building the program") && err.contains("building the bench"), err);
        assertEquals(4, builds());
    }

    @Test
    void concurrentCallsBuildOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(Map.of(), "", "--version"));
        }
        for (Process process : processes) {
            Run run = result(process);
            assertEquals(0, run.exitCode(), run::err);
        }
        assertEquals(1, builds());
    }

    @Test
    void aFailedBuildIsABugAndShowsTheOutputOfMaven() throws Exception {
        maven("echo '[ERROR] it does not compile'; exit 1");
        Run run = eniguard("--version");
        assertEquals(70, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("[ERROR] it does not compile"), run::err);
        assertTrue(run.err().endsWith("eniguard: the program could not be built: see above\n"), run::err);
    }

    @Test
    void aMissingMavenIsReported() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Run run = eniguard("--version");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("Maven (mvn) is not on the PATH. Fix: install Maven"), run::err);
    }

    @Test
    void pathsAreRelativeToTheCallersFolder() throws Exception {
        Files.writeString(work.resolve("my config.yaml"), ENI_CONFIG);
        Run run = eniguard("check", "my config.yaml", "-o", "json");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("{\n") && run.out().endsWith("}\n"), run::out);
        assertTrue(run.out().contains("\"file\": \"my config.yaml\""), run::out);
    }

    @Test
    void namesBeyondAsciiNeedNoLocale() throws Exception {
        // The script runs in bash, because a JVM without a locale can neither create nor name such a file.
        String script = "name=$'gr\\303\\266\\303\\237e.yaml'; cat >\"$name\"; exec \"$0\" check \"$name\"";
        Process process = start(
                Path.of("bash"),
                Map.of("LC_ALL", "C"),
                ENI_CONFIG,
                "-c",
                script,
                root.resolve("eniguard").toString());
        Run run = result(process);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("größe.yaml:1: "), run::out);
    }

    @Test
    void itWorksInAPipe() throws Exception {
        Run run = eniguard(Map.of(), ENI_CONFIG, "check", "-", "--fail-on", "unknown");
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("-:1: ENIConfig/us-west-2a: warn ["), run::out);
        assertFalse(run.out().contains("\u001B"), "the output has colours in a pipe");
    }

    @Test
    void itWorksThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(work.resolve("eg"), Path.of("../a project/eniguard"));
        Process process = start(link, Map.of(), "", "--version");
        assertEquals(0, result(process).exitCode());
    }

    @Test
    void theNativeExecutableRunsOnRequest() throws Exception {
        Files.createDirectories(root.resolve("target"));
        Run without = eniguard(Map.of("ENIGUARD_NATIVE", "1"), "", "--version");
        assertEquals(2, without.exitCode());
        script(root.resolve("target/eniguard-runner"), "echo native \"$@\"; exit 3");
        Run with = eniguard(Map.of("ENIGUARD_NATIVE", "1"), "", "check", "a b");
        assertEquals(new Run(3, "native check a b\n", ""), with);
        assertEquals(0, builds());
    }

    @Test
    void aDeletedFolderIsReportedInOneLine() throws Exception {
        script(tools.resolve("from-nowhere"), "/bin/mkdir gone; cd gone; /bin/rmdir ../gone; exec \"$@\"");
        Run run = result(start(
                tools.resolve("from-nowhere"),
                Map.of(),
                "",
                root.resolve("eniguard").toString(),
                "--version"));
        assertEquals(2, run.exitCode());
        // The shell prints its own line first.
        assertTrue(
                run.err()
                        .endsWith("eniguard: the current folder no longer exists. Fix: change to an existing folder\n"),
                run::err);
        assertFalse(run.err().contains("\tat "), run::err);
    }

    /** A reader that closes the pipe early is not a failure. A full disk is one, regardless of the findings. */
    @Test
    void anUnwritableOutputOverridesTheExitCodeOfFindings() throws Exception {
        script(tools.resolve("to-full"), "exec \"$@\" >/dev/full");
        script(tools.resolve("to-head"), "\"$@\" | head -n 1; exit \"${PIPESTATUS[0]}\"");
        String wrong = ENI_CONFIG.replace("subnet-00000000000000aaa", "x");
        for (String manifest : List.of(wrong, ENI_CONFIG)) {
            Run full = result(start(
                    tools.resolve("to-full"),
                    Map.of(),
                    manifest,
                    root.resolve("eniguard").toString(),
                    "check",
                    "-"));
            assertEquals(2, full.exitCode(), full::err);
            assertTrue(full.err().contains("eniguard: stdout cannot be written: "), full::err);
        }
        Run head = result(start(
                tools.resolve("to-head"),
                Map.of(),
                wrong,
                root.resolve("eniguard").toString(),
                "check",
                "-"));
        assertEquals(1, head.exitCode(), head::err);
        assertFalse(head.err().contains("cannot be written"), head::err);
    }

    private record Run(int exitCode, String out, String err) {}

    private Run eniguard(String... arguments) throws Exception {
        return eniguard(Map.of(), "", arguments);
    }

    private Run eniguard(Map<String, String> environment, String input, String... arguments) throws Exception {
        return result(start(environment, input, arguments));
    }

    private Process start(Map<String, String> environment, String input, String... arguments) throws IOException {
        return start(root.resolve("eniguard"), environment, input, arguments);
    }

    private Process start(Path script, Map<String, String> environment, String input, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ENIGUARD_"));
        // Only the Maven of this test is on the PATH.
        builder.environment().put("PATH", tools + ":" + withoutMaven());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        return process;
    }

    private static Run result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return new Run(process.exitValue(), out, err);
    }

    /** A folder with links to the programs that the launcher needs. */
    private Path withoutMaven() throws IOException {
        Path folder = temporary.resolve("programs");
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            for (String name : List.of(
                    "bash",
                    "cat",
                    "cp",
                    "dirname",
                    "env",
                    "find",
                    "flock",
                    "head",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "touch")) {
                for (String place : System.getenv("PATH").split(":", -1)) {
                    Path program = Path.of(place, name);
                    if (Files.isExecutable(program) && !Files.exists(folder.resolve(name))) {
                        Files.createSymbolicLink(folder.resolve(name), program);
                    }
                }
            }
        }
        return folder;
    }

    /** Writes a Maven script that counts its runs and copies the existing build. */
    private void maven(String end) throws IOException {
        script(tools.resolve("mvn"), """
                echo >>'%s'
                if [ "${PWD##*/}" = bench ]; then touch target/eniguard-bench.jar; exit; fi
                rm -rf target/quarkus-app
                cp -r '%s' target/quarkus-app
                touch target/quarkus-app/quarkus-run.jar target/eniguard.jar
                %s
                """.formatted(
                        temporary.resolve("builds"), PROJECT.resolve("target/quarkus-app"), end));
    }

    private long builds() throws IOException {
        Path builds = temporary.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
