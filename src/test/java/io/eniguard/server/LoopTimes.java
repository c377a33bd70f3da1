package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processor time that each event loop of a server has used, from Linux' {@code /proc/PID/task/TID/schedstat}, whose first number is
 * nanoseconds on a processor.
 */
record LoopTimes(Map<String, Long> nanosByThread) {

    /** Of vert.x-eventloop-thread-0 the kernel knows 15 characters: from a JVM the first, from a native executable the last. */
    private static final Pattern LOOP = Pattern.compile("vert\\.x-eventloo|.*loop-thread-\\d+");

    static LoopTimes of(ServerProcess server) throws IOException {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                if (LOOP.matcher(Files.readString(task.resolve("comm")).strip()).matches()) {
                    List<String> words =
                            List.of(Files.readString(task.resolve("schedstat")).split(" "));
                    nanos.put(task.getFileName().toString(), Long.valueOf(words.get(0)));
                }
            }
        }
        assertTrue(nanos.size() >= 2, "event loops by name");
        return new LoopTimes(nanos);
    }

    /** The most that a single loop has used since then. */
    Duration mostSince(LoopTimes then) {
        return Duration.ofNanos(nanosByThread.entrySet().stream()
                .mapToLong(loop -> loop.getValue() - then.nanosByThread.getOrDefault(loop.getKey(), 0L))
                .max()
                .orElseThrow());
    }
}
