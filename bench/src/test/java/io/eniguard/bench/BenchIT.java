package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code ./eniguard bench} produces figures. No test checks the values of the figures. */
class BenchIT {

    private final Path folder;

    BenchIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theEngineAndTheMemoryAreMeasuredAndNothingIsLeftBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        String out = bench(0, "-Djava.io.tmpdir=" + temporary, "--quick", "--only=engine,memory");

        assertTrue(out.startsWith("eniguard "), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("Node, 12 KB +[0-9,]+/s +[0-9.]+ µs +[0-9.]+ µs")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("[1-9][0-9,]{5,} +[0-9]+ MiB +[0-9]+ MiB.*")), out);
        try (Stream<Path> left = Files.list(temporary)) {
            // Vert.x leaves an empty folder behind.
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("eniguard"))
                            .toList());
        }
    }

    @Test
    void helpNamesTheParts() throws Exception {
        String out = bench(0, "-Dunused=1", "--help");

        assertTrue(out.startsWith("Usage: eniguard bench ["), out);
        assertTrue(out.contains("engine, policies, audit, refresh, start, wire, memory"), out);
    }

    @Test
    void anUnknownPartIsWrongUsage() throws Exception {
        assertEquals("", bench(2, "-Dunused=1", "--only=speed"));
    }

    private String bench(int exitCode, String property, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Checkout.current().root().resolve("eniguard").toString(), "bench"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ENIGUARD_"));
        builder.environment().put("JAVA_TOOL_OPTIONS", property);
        Process bench = builder.start();
        assertTrue(bench.waitFor(5, TimeUnit.MINUTES));
        assertEquals(exitCode, bench.exitValue(), Files.readString(err));
        return Files.readString(out);
    }
}
