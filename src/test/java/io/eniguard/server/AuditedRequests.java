package io.eniguard.server;

import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The requests in the audit log of an API server, with the annotations of eniguard's webhooks. The API server writes the line of a request
 * about when it sends the response, so the methods wait for the line.
 */
record AuditedRequests(LocalApiServer server) {

    private static final String WEBHOOK = "eniconfigs.validate.eniguard.io/";

    /** Returns the annotations of the answered request, such as {@code decision} and {@code exempted}; empty if there was no review. */
    Map<String, String> annotationsOf(HttpResponse<?> response) throws IOException, InterruptedException {
        return annotations(response.headers().firstValue("Audit-Id").orElseThrow(), event -> true);
    }

    /** Returns the annotations of the last review of the ENIConfig. No earlier request may have the same verb and the same ENIConfig. */
    Map<String, String> annotationsOf(String verb, String eniConfig) throws IOException, InterruptedException {
        return annotations(
                "\"" + eniConfig + "\"",
                event -> event.text("verb").filter(verb::equals).isPresent()
                        && event.text("objectRef", "name")
                                .filter(eniConfig::equals)
                                .isPresent()
                        && !annotations(event).isEmpty());
    }

    /** @param text a part of the line */
    private Map<String, String> annotations(String text, Predicate<Tree> isMeant)
            throws IOException, InterruptedException {
        return Await.value(
                        "the audit log contains the request with " + text,
                        () -> last(text, isMeant),
                        Optional::isPresent)
                .map(AuditedRequests::annotations)
                .orElseThrow();
    }

    private Optional<Tree> last(String text, Predicate<Tree> isMeant) throws IOException {
        String log = Files.readString(server.auditLog());
        // A line that is still being written has no line break yet.
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains(text) && line.contains("ResponseComplete"))
                .map(Reviews::parse)
                .filter(isMeant)
                .reduce((first, last) -> last);
    }

    private static Map<String, String> annotations(Tree event) {
        Map<String, String> annotations = new TreeMap<>();
        event.at("annotations").fields().forEach((key, value) -> {
            if (key.startsWith(WEBHOOK)) {
                annotations.put(key.substring(WEBHOOK.length()), String.valueOf(value));
            }
        });
        return annotations;
    }
}
