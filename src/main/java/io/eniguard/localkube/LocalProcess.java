package io.eniguard.localkube;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that runs until it is stopped and writes its output to a log file.
 *
 * <p>Like {@link Kubectl}, the program gets only a minimal environment, since etcd reads every variable {@code ETCD_…} as an option, and Go
 * programs use the proxies that the environment names.
 */
public final class LocalProcess {

    private static final int TAIL_LINES = 15;
    private static final int TAIL_LINE_LENGTH = 400;

    private final String program;
    private final Process process;
    private final Path log;

    private LocalProcess(String program, Process process, Path log) {
        this.program = program;
        this.process = process;
        this.log = log;
    }

    /** @param environment the variables that are added to the minimal environment */
    static LocalProcess start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        cleanEnvironment(builder, folder);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new LocalProcess(Path.of(command.get(0)).getFileName().toString(), process, log);
    }

    static void cleanEnvironment(ProcessBuilder builder, Path home) {
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("HOME", home.toString());
    }

    /** Looks for a result. Throws an {@link IOException} with the reason if the result is not available yet. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws IOException, InterruptedException;
    }

    /**
     * Looks repeatedly until the result is available, and returns the result.
     *
     * @param name the name of the result in messages
     * @throws IOException if the process ends, or the time runs out, before the result is available; the message contains the end of the
     *     log
     */
    public <T> T await(String name, Duration atMost, Look<T> look) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            String notYet;
            try {
                return look.look();
            } catch (IOException e) {
                notYet = String.valueOf(e.getMessage());
            }
            if (process.waitFor(50, MILLISECONDS)) {
                throw new IOException("%s ended with exit code %d while its %s was awaited. %s"
                        .formatted(program, process.exitValue(), name, tail()));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "no %s of %s after %d s: %s. %s".formatted(name, program, atMost.toSeconds(), notYet, tail()));
            }
        }
    }

    /**
     * Asks the process to end. Kills the process if it does not end within the grace period, or if this thread is interrupted. Does nothing
     * if the process has already ended.
     */
    void stop(Duration grace) {
        process.destroy();
        try {
            if (process.waitFor(grace.toMillis(), MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String logText() throws IOException {
        return Files.readString(log);
    }

    private String tail() throws IOException {
        List<String> lines = logText().lines().toList();
        return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(line.length(), TAIL_LINE_LENGTH)))
                .collect(joining("\n", "The end of " + log + ":\n", ""));
    }
}
