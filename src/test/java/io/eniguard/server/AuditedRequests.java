package io.eniguard.server;

import io.eniguard.localkube.LocalApiServer;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/** The requests in the audit log of an API server, with the annotations of eniguard's webhooks. */
record AuditedRequests(LocalApiServer server) {

    private static final String WEBHOOK = "eniconfigs.validate.eniguard.io/";

    /** Returns the annotations of the last review of the ENIConfig, such as {@code decision} and {@code exempted}. */
    Map<String, String> annotationsOf(String verb, String eniConfig) throws IOException {
        Map<String, String> annotations = new TreeMap<>();
        Files.readAllLines(server.auditLog()).stream()
                .filter(line -> line.contains("\"" + eniConfig + "\"") && line.contains(WEBHOOK))
                .map(Reviews::parse)
                .filter(event -> event.text("verb").filter(verb::equals).isPresent())
                .filter(event -> event.text("objectRef", "name")
                        .filter(eniConfig::equals)
                        .isPresent())
                .reduce((first, last) -> last)
                .map(event -> event.at("annotations"))
                .orElse(Tree.EMPTY)
                .fields()
                .forEach((key, value) -> {
                    if (key.startsWith(WEBHOOK)) {
                        annotations.put(key.substring(WEBHOOK.length()), String.valueOf(value));
                    }
                });
        return annotations;
    }
}
