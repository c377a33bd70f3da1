package io.eniguard.demo;

import io.eniguard.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that runs {@code eniguard demo} with the built program in the repository's folder. */
final class DemoProcess implements AutoCloseable {

    private static final int LONGEST_DEMO_SECONDS = 300;

    private final Process process;
    private final Path out;
    private final Path err;

    private DemoProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the demo.
     *
     * @param folder the folder for the output and the temporary files ({@code java.io.tmpdir}) of the demo
     */
    static DemoProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        Path out = folder.resolve("demo.out");
        Path err = folder.resolve("demo.err");
        Path temporary = Files.createDirectories(temporary(folder));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "demo"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("COLUMNS");
        builder.environment().putAll(environment);
        return new DemoProcess(builder.start(), out, err);
    }

    /** The folder for the temporary files of the demo. */
    static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    /** Waits until the demo ends and returns its exit code. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_DEMO_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(
                    "the demo has not ended after %d s:%n%s%n%s".formatted(LONGEST_DEMO_SECONDS, err(), out()));
        }
        return process.exitValue();
    }

    void awaitOutput(Predicate<String> isThere) throws IOException, InterruptedException {
        Await.that(
                "the demo prints the awaited text",
                () -> {
                    boolean hasEnded = !process.isAlive();
                    boolean isPrinted = isThere.test(out());
                    if (hasEnded && !isPrinted) {
                        throw new IOException(
                                "the demo ended before it printed the awaited text:%n%s%n%s".formatted(err(), out()));
                    }
                    return isPrinted;
                },
                () -> "%s%n%s".formatted(err(), out()));
    }

    /** Interrupts the demo like Ctrl-C. */
    void interrupt() {
        process.destroy();
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
