package io.eniguard.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed program that builds the programs for the comparison. */
final class Tool {
    private Tool() {}

    /** The launcher of the Java that runs the bench. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The program that a shell would run by this name, if there is one. */
    static Optional<Path> find(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a program.
     *
     * @throws IOException if the exit code is not 0; the message contains the output
     */
    static void run(List<String> command, Path folder, Path log) throws IOException {
        var build = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Use the installed Go, and do not download another version.
        build.environment().put("GOTOOLCHAIN", "local");
        try {
            int exit = build.start().waitFor();
            if (exit != 0) {
                throw new IOException(
                        "%s in %s: exit code %d%n%s".formatted(command.get(0), folder, exit, Files.readString(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
