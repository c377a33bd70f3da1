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

    /** The kernel keeps 15 characters of vert.x-eventloop-thread-0: the first ones from a JVM, the last ones from a native executable. */
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
        assertTrue(nanos.size() >= 2, "fewer than two event loops were found");
        return new LoopTimes(nanos);
    }

    /** The largest processor time that a single loop has used since {@code then}. */
    Duration mostSince(LoopTimes then) {
        return Duration.ofNanos(nanosByThread.entrySet().stream()
                .mapToLong(loop -> loop.getValue() - then.nanosByThread.getOrDefault(loop.getKey(), 0L))
                .max()
                .orElseThrow());
    }
}
