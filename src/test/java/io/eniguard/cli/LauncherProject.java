package io.eniguard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the project's layout, in which a script replaces Maven.
 *
 * @param temporary the folder that contains everything
 * @param root the folder with the launcher
 * @param work the current folder of the launcher's caller
 * @param tools the folder with the script that replaces Maven
 */
record LauncherProject(Path temporary, Path root, Path work, Path tools) {

    static final Path CHECKOUT = Path.of("").toAbsolutePath();
    static final String OK = "exit 0";

    static LauncherProject outline(Path temporary) throws IOException {
        LauncherProject project = new LauncherProject(
                temporary,
                temporary.resolve("a project"),
                temporary.resolve("where I work"),
                temporary.resolve("tools"));
        Path root = project.root;
        Files.createDirectory(project.work);
        Files.createDirectory(project.tools);
        Files.createDirectories(root.resolve("src/main/java"));
        Files.writeString(root.resolve("src/main/java/Main.java"), "class Main {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectory(root.resolve("parent"));
        Files.writeString(root.resolve("parent/pom.xml"), "<project/>");
        Files.copy(CHECKOUT.resolve("eniguard"), root.resolve("eniguard"));
        project.maven(OK);
        return project;
    }

    record Run(int exitCode, String out, String err) {}

    Run eniguard(String... arguments) throws Exception {
        return eniguard(Map.of(), "", arguments);
    }

    Run eniguard(Map<String, String> environment, String input, String... arguments) throws Exception {
        return result(start(environment, input, arguments));
    }

    Process start(Map<String, String> environment, String input, String... arguments) throws IOException {
        return start(root.resolve("eniguard"), environment, input, arguments);
    }

    Process start(Path script, Map<String, String> environment, String input, String... arguments) throws IOException {
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

    static Run result(Process process) throws Exception {
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
    void maven(String end) throws IOException {
        script(tools.resolve("mvn"), """
                echo >>'%s'
                if [ "${PWD##*/}" = bench ]; then touch target/eniguard-bench.jar; exit; fi
                rm -rf target/quarkus-app
                cp -r '%s' target/quarkus-app
                touch target/quarkus-app/quarkus-run.jar target/eniguard.jar
                %s
                """.formatted(
                        temporary.resolve("builds"), CHECKOUT.resolve("target/quarkus-app"), end));
    }

    long builds() throws IOException {
        Path builds = temporary.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
