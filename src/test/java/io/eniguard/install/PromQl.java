package io.eniguard.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' parser and engine as a program, built from {@code src/test/go/promql} where Go and a way to its modules are at hand. */
record PromQl(Path program) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Builds it, or has the test skipped with the reason. */
    static PromQl build() throws IOException, InterruptedException {
        Path program = Files.createDirectories(Path.of("target/promql").toAbsolutePath())
                .resolve("promql");
        if (!isInstalled("go")) {
            abort("Go is not installed: there is no go on PATH");
        }
        var build = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(Path.of("src/test/go/promql").toFile())
                .redirectErrorStream(true);
        build.environment().put("GOTOOLCHAIN", "local");
        Process running = build.start();
        String said = new String(running.getInputStream().readAllBytes(), UTF_8);
        return running.waitFor() == 0 ? new PromQl(program) : abort("go build failed: " + said);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * What the expressions make of two scrapes, an hour apart.
     *
     * @param up for each replica, 1 if it could be scraped, else 0; comma-separated
     * @return of each expression {@code name}, {@code series} (how many it gives) and, if there is one, {@code problem}
     */
    List<JsonNode> judge(Stream<Monitoring.Expression> expressions, String up, Scrape earlier, Scrape later)
            throws IOException, InterruptedException {
        Process running = new ProcessBuilder(
                        program.toString(),
                        "-type=" + earlier.contentType(),
                        "-up=" + up,
                        earlier.file().toString(),
                        later.file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var input = running.getOutputStream()) {
            input.write(JSON.writeValueAsBytes(expressions.toList()));
        }
        JsonNode answers = JSON.readTree(running.getInputStream().readAllBytes());
        if (running.waitFor() != 0) {
            throw new IOException("promql failed");
        }
        return Monitoring.elements(answers).toList();
    }

    /** What a server said at {@code /q/metrics}. */
    record Scrape(Path file, String contentType) {

        String text() throws IOException {
            return Files.readString(file);
        }
    }
}
