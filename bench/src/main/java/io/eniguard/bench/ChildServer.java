package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server under measurement, as a process of its own. It ends when it is closed, and with this process. */
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
     * What to run.
     *
     * @param command the program and its arguments
     * @param log where stdout and stderr go; what was in the file is lost
     */
    public record Program(String name, List<String> command, Path log) {
        public Program {
            command = List.copyOf(command);
        }
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param probe what it is asked, until it answers with status 200
     * @throws IOException when it can't be started, or ends or stays silent within the time; then the end of its log is in the message
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
                        ? "gives no answer after %d s".formatted(patience.toSeconds())
                        : "ended with exit code %d".formatted(process.exitValue());
                new ChildServer(process, lastResort, Duration.ZERO).close();
                throw new IOException(
                        "%s %s; its last words:%n%s".formatted(program.name(), end, lastLines(program.log())));
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return new ChildServer(process, lastResort, Duration.ofNanos(System.nanoTime() - start));
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the start of its first answer to the probe, a new connection included. */
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

    /** Asks it to end, and ends it by force when it doesn't within 5 s. */
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
            // This process is ending already, and its hook ends the child.
        }
    }
}
