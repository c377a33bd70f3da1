package io.eniguard.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server with custom rules that have no result. */
class CustomRuleFailuresIT {

    private static final String NUMBERS =
            IntStream.range(0, 80).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));

    private static final String POLICY = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: faulty}
            spec:
              match: {kinds: [ENIConfig]}
              custom:
                - id: endless
                  action: Deny
                  match: {names: [endless]}
                  expression: "NUMBERS.all(a, NUMBERS.all(b, NUMBERS.all(c, a + b + c >= 0)))"
                  message: never computed
                - id: failing
                  action: Warn
                  onError: Deny
                  match: {names: [failing]}
                  expression: "object.spec.subnet > 5"
                  message: never computed
            """.replace("NUMBERS", NUMBERS);

    private static WireServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        server = WireServer.start(folder, "--policy=" + policy);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void anEndlessExpressionIsStoppedAndCountedWhileReviewsGoOn() throws Exception {
        assertCounter("endless", "stopped", 0);
        String review = Reviews.create(Reviews.eniConfig("endless", Reviews.SUBNET));

        List<CompletableFuture<Void>> endless = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.runAsync(() -> assertOnErrorApplies(review)))
                .toList();
        for (int i = 0; i < 20; i++) {
            server.post("/validate", WireServer.GOOD).body("response.allowed", equalTo(true));
        }
        endless.forEach(CompletableFuture::join);

        assertCounter("endless", "stopped", 10);
        assertCounter("endless", "failed", 0);
    }

    private static void assertOnErrorApplies(String review) {
        server.post("/validate", review)
                .body("response.allowed", equalTo(true))
                .body("response.warnings[0]", containsString("[endless]"))
                .body("response.warnings[0]", containsString("it was stopped"));
    }

    @Test
    void aFailedExpressionIsCountedByItsOwnReason() throws Exception {
        server.post("/validate", Reviews.create(Reviews.eniConfig("failing", Reviews.SUBNET)))
                .body("response.allowed", equalTo(false))
                .body("response.status.message", containsString("[failing]"));

        assertCounter("failing", "failed", 1);
        assertCounter("failing", "stopped", 0);
    }

    private static void assertCounter(String rule, String reason, int value) throws Exception {
        String metrics = server.process().management("/q/metrics").body();
        String series = "eniguard_custom_rule_failures_total{policy=\"faulty\",reason=\"%s\",rule=\"%s\"} "
                .formatted(reason, rule);
        assertTrue(metrics.contains(series), metrics);
        assertEquals(
                series + (double) value,
                metrics.lines()
                        .filter(line -> line.startsWith(series))
                        .findFirst()
                        .orElse(""));
    }
}
