package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server under measurement in a separate process. The process ends when this object is closed or when this process ends. */
public final class ChildServer implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LAST_LINES = 10;

    private final Process process;
    private final Thread lastResort;
    private final Duration startup;

    private ChildServer(Process process, Thread lastResort, Duration startup) {
        this.process = process;
        this.lastResort = lastResort;
        this.startup = startup;
    }

    /**
     * The program to run.
     *
     * @param command the program and its arguments
     * @param log the file for stdout and stderr; its old content is lost
     */
    public record Program(String name, List<String> command, Path log) {
        public Program {
            command = List.copyOf(command);
        }
    }

    /**
     * Starts the program and waits until it answers.
     *
     * @param probe the request that is repeated until the answer has status 200
     * @throws IOException if the program cannot be started, ends, or does not answer in time; the message contains the end of its log
     */
    public static ChildServer start(Program program, Probe probe, Duration patience) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(program.command())
                .redirectErrorStream(true)
                .redirectOutput(program.log().toFile())
                .start();
        var lastResort = new Thread(process::destroyForcibly, "stop " + program.name());
        Runtime.getRuntime().addShutdownHook(lastResort);
        while (!probe.isAnswered()) {
            boolean isLate = System.nanoTime() - start > patience.toNanos();
            if (isLate || !process.isAlive()) {
                String end = isLate
                        ? "did not answer within %d s".formatted(patience.toSeconds())
                        : "ended with exit code %d".formatted(process.exitValue());
                new ChildServer(process, lastResort, Duration.ZERO).close();
                throw new IOException(
                        "%s %s. The end of its log:%n%s".formatted(program.name(), end, lastLines(program.log())));
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return new ChildServer(process, lastResort, Duration.ofNanos(System.nanoTime() - start));
    }

    public long pid() {
        return process.pid();
    }

    /** The time from the start of the process to the start of its first answer to the probe, including a new connection. */
    public Duration startup() {
        return startup;
    }

    public ResidentMemory memory() throws IOException {
        return ResidentMemory.of(pid());
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Stops the process, by force if it has not ended after 5 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This process is already ending, and its hook ends the child.
        }
    }
}
