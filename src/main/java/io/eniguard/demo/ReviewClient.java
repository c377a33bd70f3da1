package io.eniguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.demo.script.Step;
import io.eniguard.localkube.KubeUser;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Sends admission reviews over HTTPS, and checks that the answers have the expected status and uid. */
final class ReviewClient {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Duration LONGEST_REVIEW = Duration.ofSeconds(30);

    private final URI base;
    private final HttpClient http;

    ReviewClient(URI base, CertificateAuthority authority) {
        this.base = base;
        this.http = KubeUser.http(authority, null);
    }

    /**
     * The answer of a webhook.
     *
     * @param message the message of a denial; empty if the write is allowed
     * @param patch the operations of a JSON Patch; none if the object is unchanged
     * @param exempted the audit annotation about exemptions; empty if there is none
     */
    record Answer(boolean allowed, String message, List<String> warnings, JsonArray patch, Optional<String> exempted) {

        Answer {
            warnings = List.copyOf(warnings);
        }

        JsonObject applyTo(JsonObject object) {
            return JSON.createPatch(patch).apply(object);
        }
    }

    Answer mutate(Step step, Optional<JsonObject> object, Optional<JsonObject> before, Cluster.Mode mode)
            throws IOException, InterruptedException {
        return ask("/mutate", AdmissionRequest.of(step, object, before, mode));
    }

    Answer validate(Step step, Optional<JsonObject> object, Optional<JsonObject> before, Cluster.Mode mode)
            throws IOException, InterruptedException {
        return ask("/validate", AdmissionRequest.of(step, object, before, mode));
    }

    private Answer ask(String path, AdmissionRequest request) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(base.resolve(path))
                .timeout(LONGEST_REVIEW)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.review()))
                .build();
        HttpResponse<String> answer = http.send(post, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s returned status %d: %s".formatted(path, answer.statusCode(), answer.body()));
        }
        JsonObject response = object(answer.body()).getJsonObject("response");
        if (response == null || !request.uid().equals(response.getString("uid", ""))) {
            throw new IOException("%s returned the answer to another review: %s".formatted(path, answer.body()));
        }
        return answer(response);
    }

    private static Answer answer(JsonObject response) {
        JsonObject status =
                Optional.ofNullable(response.getJsonObject("status")).orElse(JsonValue.EMPTY_JSON_OBJECT);
        JsonArray warnings =
                Optional.ofNullable(response.getJsonArray("warnings")).orElse(JsonValue.EMPTY_JSON_ARRAY);
        return new Answer(
                response.getBoolean("allowed", false),
                status.getString("message", ""),
                warnings.getValuesAs(JsonString::getString),
                patch(response),
                Optional.ofNullable(response.getJsonObject("auditAnnotations"))
                        .map(annotations -> annotations.getString("exempted", null)));
    }

    private static JsonArray patch(JsonObject response) {
        String base64 = response.getString("patch", "");
        if (base64.isEmpty()) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        try (JsonReader reader = JSON.createReader(
                new StringReader(new String(Base64.getDecoder().decode(base64), UTF_8)))) {
            return reader.readArray();
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
