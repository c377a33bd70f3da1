package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the native executable answers the reviews of the corpus like the JVM, byte for byte. The test is skipped if no executable was
 * built. With {@code ENIGUARD_REQUIRE_NATIVE=true} in the environment, the test fails instead.
 */
class CorpusParityIT {

    /** The part of an answer that changes every second. */
    private static final Pattern AGE = Pattern.compile("(\"snapshot-age-seconds\":)\"[0-9]+\"");

    private static final int REVIEWS = 20;

    private final Path folder;

    CorpusParityIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void bothAnswerEveryReviewAlike() throws Exception {
        Checkout checkout = Checkout.current();
        Eniguard executable = Eniguard.ofNative(executable(checkout));
        Stage stage = Stage.set(folder);
        HttpClient client = client();
        try (Eniguard.Running jvm = start(Eniguard.onJvm(checkout), stage);
                Eniguard.Running built = start(executable, stage)) {
            for (Workload workload : Workload.values()) {
                for (Review review : stage.corpus().reviews(workload).subList(0, REVIEWS)) {
                    String answer = answer(client, jvm.endpoint(), review);
                    assertTrue(answer.contains("\"allowed\":true"), answer);
                    assertEquals(answer, answer(client, built.endpoint(), review), review.json());
                }
            }
        }
    }

    private static Path executable(Checkout checkout) throws IOException {
        Optional<Path> executable = checkout.nativeExecutable();
        if (executable.isEmpty()) {
            String reason = "no native executable to compare with: mvn package -Dnative builds it";
            if ("true".equals(System.getenv("ENIGUARD_REQUIRE_NATIVE"))) {
                fail(reason);
            }
            abort(reason);
        }
        return executable.orElseThrow();
    }

    private static Eniguard.Running start(Eniguard program, Stage stage) throws IOException {
        return program.start(stage, stage.clusterWithoutNodes(), Eniguard.Until.FIRST_REVIEW);
    }

    private static HttpClient client() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .proxy(ProxySelector.of(null))
                .build();
    }

    private static String answer(HttpClient client, ServerAddress endpoint, Review review) throws Exception {
        URI uri = URI.create("https://" + endpoint.authority() + review.path());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(review.json()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() + "\n" + AGE.matcher(response.body()).replaceFirst("$1\"?\"");
    }
}
