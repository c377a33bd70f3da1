package io.eniguard.cli;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code ./eniguard} in a copy of the project's layout, in which a script replaces Maven and copies the existing build. The build
 * that runs this test shows that the real Maven works.
 */
class LauncherIT {

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-00000000000000aaa, securityGroups: [sg-00000000000000aaa]}
            """;

    private final LauncherProject project;
    private final Path root;
    private final Path work;
    private final Path tools;

    LauncherIT(@TempDir Path temporary) throws IOException {
        this.project = LauncherProject.outline(temporary);
        this.root = project.root();
        this.work = project.work();
        this.tools = project.tools();
    }

    @Test
    void onlyTheFirstCallBuilds() throws Exception {
        LauncherProject.Run first = project.eniguard("--version");
        assertEquals(0, first.exitCode(), first::err);
        assertTrue(first.out().matches("eniguard [0-9.]+\\S*\\n"), first::out);
        assertEquals(
                "eniguard: building the program with Maven; this takes a minute, or longer if libraries must be downloaded\n",
                first.err());
        LauncherProject.Run second = project.eniguard("--version");
        assertEquals("", second.err());
        assertEquals(1, project.builds());
    }

    @Test
    void newerSourcesAndRemovedFilesLeadToABuild() throws Exception {
        project.eniguard("--version");
        Path source = root.resolve("src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        project.eniguard("--version");
        assertEquals(2, project.builds());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        project.eniguard("--version");
        assertEquals(3, project.builds());
    }

    @Test
    void theBenchIsBuiltWhenItIsCalledAndBuiltAgainAfterTheProgram() throws Exception {
        Files.createDirectories(root.resolve("bench/src/main"));
        Files.writeString(root.resolve("bench/pom.xml"), "<project/>");
        assertEquals("", project.eniguard("--version").err().replaceFirst("eniguard: building the program .*\n", ""));
        // The script that replaces Maven builds a bench without classes, so Java cannot start it.
        assertTrue(project.eniguard("bench").err().startsWith("eniguard: building the bench with Maven"));
        assertFalse(project.eniguard("bench").err().contains("building"));
        Files.setLastModifiedTime(
                root.resolve("src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        String err = project.eniguard("bench").err();
        assertTrue(err.contains("building the program") && err.contains("building the bench"), err);
        assertEquals(4, project.builds());
    }

    @Test
    void concurrentCallsBuildOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(project.start(Map.of(), "", "--version"));
        }
        for (Process process : processes) {
            LauncherProject.Run run = LauncherProject.result(process);
            assertEquals(0, run.exitCode(), run::err);
        }
        assertEquals(1, project.builds());
    }

    @Test
    void aFailedBuildIsABugAndShowsTheOutputOfMaven() throws Exception {
        project.maven("echo '[ERROR] it does not compile'; exit 1");
        LauncherProject.Run run = project.eniguard("--version");
        assertEquals(70, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("[ERROR] it does not compile"), run::err);
        assertTrue(run.err().endsWith("eniguard: the program could not be built: see above\n"), run::err);
    }

    @Test
    void aMissingMavenIsReported() throws Exception {
        Files.delete(tools.resolve("mvn"));
        LauncherProject.Run run = project.eniguard("--version");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("Maven (mvn) is not on the PATH. Fix: install Maven"), run::err);
    }

    @Test
    void pathsAreRelativeToTheCallersFolder() throws Exception {
        Files.writeString(work.resolve("my config.yaml"), ENI_CONFIG);
        LauncherProject.Run run = project.eniguard("check", "my config.yaml", "-o", "json");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("{\n") && run.out().endsWith("}\n"), run::out);
        assertTrue(run.out().contains("\"file\": \"my config.yaml\""), run::out);
    }

    @Test
    void namesBeyondAsciiNeedNoLocale() throws Exception {
        // The script runs in bash, because a JVM without a locale can neither create nor name such a file.
        String script = "name=$'gr\\303\\266\\303\\237e.yaml'; cat >\"$name\"; exec \"$0\" check \"$name\"";
        Process process = project.start(
                Path.of("bash"),
                Map.of("LC_ALL", "C"),
                ENI_CONFIG,
                "-c",
                script,
                root.resolve("eniguard").toString());
        LauncherProject.Run run = LauncherProject.result(process);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("größe.yaml:1: "), run::out);
    }

    @Test
    void itWorksInAPipe() throws Exception {
        LauncherProject.Run run = project.eniguard(Map.of(), ENI_CONFIG, "check", "-", "--fail-on", "unknown");
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("-:1: ENIConfig/us-west-2a: warn ["), run::out);
        assertFalse(run.out().contains("\u001B"), "the output has colours in a pipe");
    }

    @Test
    void itWorksThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(work.resolve("eg"), Path.of("../a project/eniguard"));
        Process process = project.start(link, Map.of(), "", "--version");
        assertEquals(0, LauncherProject.result(process).exitCode());
    }

    @Test
    void theNativeExecutableRunsOnRequest() throws Exception {
        Files.createDirectories(root.resolve("target"));
        LauncherProject.Run without = project.eniguard(Map.of("ENIGUARD_NATIVE", "1"), "", "--version");
        assertEquals(2, without.exitCode());
        LauncherProject.script(root.resolve("target/eniguard-runner"), "echo native \"$@\"; exit 3");
        LauncherProject.Run with = project.eniguard(Map.of("ENIGUARD_NATIVE", "1"), "", "check", "a b");
        assertEquals(new LauncherProject.Run(3, "native check a b\n", ""), with);
        assertEquals(0, project.builds());
    }

    @Test
    void aDeletedFolderIsReportedInOneLine() throws Exception {
        LauncherProject.script(
                tools.resolve("from-nowhere"), "/bin/mkdir gone; cd gone; /bin/rmdir ../gone; exec \"$@\"");
        LauncherProject.Run run = LauncherProject.result(project.start(
                tools.resolve("from-nowhere"),
                Map.of(),
                "",
                root.resolve("eniguard").toString(),
                "--version"));
        assertEquals(2, run.exitCode());
        // The shell prints its own line before this message.
        assertTrue(
                run.err()
                        .endsWith("eniguard: the current folder no longer exists. Fix: change to an existing folder\n"),
                run::err);
        assertFalse(run.err().contains("\tat "), run::err);
    }

    /** A reader that closes the pipe early is not a failure. A full disk is one, regardless of the findings. */
    @Test
    void anUnwritableOutputOverridesTheExitCodeOfFindings() throws Exception {
        LauncherProject.script(tools.resolve("to-full"), "exec \"$@\" >/dev/full");
        LauncherProject.script(tools.resolve("to-head"), "\"$@\" | head -n 1; exit \"${PIPESTATUS[0]}\"");
        String wrong = ENI_CONFIG.replace("subnet-00000000000000aaa", "x");
        for (String manifest : List.of(wrong, ENI_CONFIG)) {
            LauncherProject.Run full = LauncherProject.result(project.start(
                    tools.resolve("to-full"),
                    Map.of(),
                    manifest,
                    root.resolve("eniguard").toString(),
                    "check",
                    "-"));
            assertEquals(2, full.exitCode(), full::err);
            assertTrue(full.err().contains("eniguard: stdout cannot be written: "), full::err);
        }
        LauncherProject.Run head = LauncherProject.result(project.start(
                tools.resolve("to-head"),
                Map.of(),
                wrong,
                root.resolve("eniguard").toString(),
                "check",
                "-"));
        assertEquals(1, head.exitCode(), head::err);
        assertFalse(head.err().contains("cannot be written"), head::err);
    }
}
