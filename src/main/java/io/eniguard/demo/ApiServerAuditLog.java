package io.eniguard.demo;

import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The audit log of an API server, which contains the annotations of webhooks. Responses do not contain them.
 *
 * @param file the log with one line of JSON per request
 */
record ApiServerAuditLog(Path file) {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    /** The last part of the key of an annotation, after the name of the webhook. */
    private static final String EXEMPTED = "eniguard.io/exempted";

    /**
     * Returns eniguard's annotation about exemptions for an answered request; empty if there is none. The API server may write the line of
     * a request shortly after it sends the response, so this method waits for the line.
     *
     * @throws IOException if the log contains no line for the request after 5 s
     */
    Optional<String> exempted(HttpResponse<?> response) throws IOException, InterruptedException {
        String id = response.headers().firstValue("Audit-Id").orElse("");
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            Optional<String> line = line(id);
            if (line.isPresent()) {
                return annotation(line.get());
            } else if (System.nanoTime() > deadline) {
                throw new IOException("%s has no line for the request %s".formatted(file, id));
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    /** Returns the line for a request. A line that is still being written has no line break yet, and is ignored. */
    private Optional<String> line(String id) throws IOException {
        String log = Files.readString(file);
        try (Stream<String> lines = log.substring(0, log.lastIndexOf('\n') + 1).lines()) {
            return lines.filter(line -> line.contains(id) && line.contains("ResponseComplete"))
                    .findFirst();
        }
    }

    private static Optional<String> annotation(String line) {
        try (JsonReader reader = JSON.createReader(new StringReader(line))) {
            return Optional.ofNullable(reader.readObject().getJsonObject("annotations")).stream()
                    .flatMap(annotations -> annotations.keySet().stream()
                            .filter(key -> key.endsWith(EXEMPTED))
                            .map(annotations::getString))
                    .findFirst();
        }
    }
}
