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

/** A program with Prometheus' parser and engine, built from {@code src/test/go/promql} if Go and its modules are available. */
record PromQl(Path program) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Builds the program, or skips the test with the reason. */
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
     * Evaluates the expressions on two scrapes that are an hour apart.
     *
     * @param up a comma-separated list with 1 for each replica that was scraped and 0 for each that was not
     * @return for each expression its {@code name}, the number of its {@code series}, and {@code problem} if it has one
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

    /** The answer of a server at {@code /q/metrics}. */
    record Scrape(Path file, String contentType) {

        String text() throws IOException {
            return Files.readString(file);
        }
    }
}
