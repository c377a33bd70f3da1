package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.TreeWriter;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.tree.PlacedObject;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the native executable gives the same answers, byte for byte, as the program on a JVM. A native executable may lack anything
 * that is found by name at run time, such as bindings, resources and messages. The test is skipped if the executable was not built. With
 * {@code ENIGUARD_REQUIRE_NATIVE=true} in the environment, the test fails instead.
 */
class NativeParityIT {

    /** The only part of an answer that changes every second. */
    private static final Pattern AGE = Pattern.compile("(\"snapshot-age-seconds\":)\"[0-9]+\"");

    private static final Path EXAMPLES = Path.of("examples");

    private record Posted(String path, String json) {}

    private final List<ServerProcess> servers = new ArrayList<>();
    private final Path folder;

    NativeParityIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void startBoth() throws IOException, InterruptedException {
        if (Build.executable().isEmpty()) {
            String reason = "no native executable to compare with: mvn verify -Dnative builds it";
            if ("true".equals(System.getenv("ENIGUARD_REQUIRE_NATIVE"))) {
                fail(reason);
            }
            abort(reason);
        }
        for (Build build : Build.values()) {
            servers.add(ServerProcess.start(
                    build,
                    Files.createDirectory(folder.resolve(build.name())),
                    Map.of(),
                    "--vpc=" + EXAMPLES.resolve("vpc"),
                    "--cluster=" + EXAMPLES.resolve("cluster")));
        }
    }

    @AfterEach
    void stopBoth() {
        servers.forEach(ServerProcess::close);
    }

    @Test
    void bothAnswerEveryReviewAlike() throws Exception {
        List<Posted> reviews = reviews();
        int denied = 0;
        int patched = 0;
        for (Posted review : reviews) {
            String answer = answer(servers.get(0), review);
            assertEquals(answer, answer(servers.get(1), review), review.json());
            denied += answer.contains("\"allowed\":false") ? 1 : 0;
            patched += answer.contains("\"patch\":") ? 1 : 0;
        }
        // If all reviews were allowed, or all malformed, the comparison would prove nothing.
        assertTrue(denied > 20 && patched > 3, "%d denied, %d patched".formatted(denied, patched));
    }

    /** Creations, updates and deletions of all example objects for both webhooks, and malformed reviews. */
    private static List<Posted> reviews() throws UnreadableInputException, IOException {
        List<Posted> reviews = new ArrayList<>();
        for (String object : examples()) {
            for (String path : List.of("/validate", "/mutate")) {
                reviews.add(new Posted(path, Reviews.review("CREATE", "system:node:n", object, "null")));
                reviews.add(new Posted(path, Reviews.review("UPDATE", "admin@example.com", object, object)));
                reviews.add(new Posted(path, Reviews.review("DELETE", "admin@example.com", "null", object)));
            }
        }
        for (String body : List.of("", "{", "null", "[]", "{\"kind\":1}", "{\"a\":1,\"a\":2}", "\u00e9")) {
            reviews.add(new Posted("/validate", body));
        }
        reviews.add(new Posted("/elsewhere", "{}"));
        return reviews;
    }

    private static List<String> examples() throws UnreadableInputException, IOException {
        List<String> objects = new ArrayList<>();
        var files = new ManifestFiles(InputStream.nullInputStream(), warning -> {});
        for (String part : List.of("cluster", "wrong", "joining", "changes")) {
            for (PlacedObject manifest : files.readAll(EXAMPLES.resolve(part))) {
                var json = new StringWriter();
                TreeWriter.write(manifest.object().fields(), json);
                objects.add(json.toString());
            }
        }
        return objects;
    }

    private static String answer(ServerProcess server, Posted review) throws Exception {
        Response response = RestAssured.given()
                .config(RestAssuredConfig.config()
                        .sslConfig(SSLConfig.sslConfig().trustStore(server.trust())))
                .contentType(ContentType.JSON)
                .body(review.json())
                .post(server.url() + review.path());
        return response.statusCode() + "\n" + AGE.matcher(response.asString()).replaceFirst("$1\"?\"");
    }
}
