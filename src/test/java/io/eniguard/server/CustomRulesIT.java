package io.eniguard.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests custom rules with {@code check} and {@code serve}. The library for expressions looks up types at run time, so a native executable
 * could lack some of them.
 */
class CustomRulesIT {

    private static final String OBJECT = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2b, annotations: {since: "2024-05-01T10:00:00Z", memory: 512Mi}}
            spec: {subnet: subnet-0a1b2c3d4e5f60719, securityGroups: [sg-0123456789abcdef0]}
            """;

    /** For each rule, an expression that does not hold. */
    private static final Map<String, String> EXPRESSIONS = new TreeMap<>(Map.of(
            "a-cidr", "cidr('100.64.0.0/10').containsCIDR(subnet.cidr) && isCIDR(subnet.cidr)",
            "a-list", "securityGroups.map(group, group.id).exists(id, id.startsWith('eni-'))",
            "a-match", "object.metadata.name.matches('^[a-z]+$')",
            "a-number", "subnet.freeAddresses + 1 > 100000 || cidr(subnet.cidr).prefixLength() == 19",
            "a-quantity", "quantity(object.metadata.annotations.memory).compareTo(quantity('1Gi')) >= 0",
            "a-time",
                    "timestamp(object.metadata.annotations.since) > timestamp('2024-05-01T00:00:00Z') + duration('48h')",
            "an-optional", "object.?metadata.?labels.?owner.orValue('nobody') == 'net-team'",
            "an-ip", "ip('100.64.0.1').family() == 6 || ip('10.20.0.1') == ip('10.20.0.2')",
            "a-text", "object.metadata.name.split('-').join('.').upperAscii() == 'us.west.2b'",
            "a-set", "sets.contains(['a', 'b'], [object.metadata.name])"));

    /** An expression that takes more steps than an evaluation may take. */
    private static final String BOMB =
            "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c,"
                    + " [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, a + b + c + d + e > 0)))))";

    private final Path folder;
    private Path policy;
    private Path vpc;
    private Path object;

    CustomRulesIT(@TempDir Path folder) {
        this.folder = folder;
        policy = folder.resolve("policy.yaml");
        vpc = folder.resolve("vpc.yaml");
        object = folder.resolve("object.yaml");
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(vpc, GuardedCluster.VPC);
        Files.writeString(object, OBJECT);
    }

    private static String rule(String id, String expression, String more) {
        return """
              - id: %s
                action: Deny
                match: {kinds: [ENIConfig]}
                expression: "%s"
                message: no
                messageExpression: "object.metadata.name + ' breaks %s'"
            %s
            """.formatted(id, expression, id, more);
    }

    private void writePolicy(String rules) throws Exception {
        Files.writeString(policy, """
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: production}
                spec:
                  custom:
                """ + rules.indent(2));
    }

    private CommandOutput check() throws Exception {
        return Build.asked()
                .run(
                        Map.of(),
                        List.of(
                                "check",
                                object.toString(),
                                "--vpc",
                                vpc.toString(),
                                "--policy",
                                policy.toString(),
                                "-o",
                                "json"));
    }

    /** Returns the findings of custom rules as texts such as {@code deny a-cidr: us-west-2b breaks a-cidr}. */
    private static List<String> findings(CommandOutput output) {
        return Reviews.parse(output.out()).trees("results").stream()
                .flatMap(result -> result.trees("findings").stream())
                .filter(finding -> finding.text("policy").isPresent())
                .map(CustomRulesIT::text)
                .toList();
    }

    private static String text(Tree finding) {
        return "%s %s: %s"
                .formatted(
                        finding.text("action").orElse(""),
                        finding.text("rule").orElse(""),
                        finding.text("message").orElse(""));
    }

    @Test
    void everyKindOfExpressionIsEvaluated() throws Exception {
        writePolicy(EXPRESSIONS.entrySet().stream()
                .map(rule -> rule(rule.getKey(), rule.getValue(), ""))
                .collect(Collectors.joining()));
        CommandOutput output = check();

        assertEquals(
                EXPRESSIONS.keySet().stream()
                        .map(id -> "deny %s: us-west-2b breaks %s".formatted(id, id))
                        .toList(),
                findings(output),
                output::err);
        assertEquals(1, output.exitCode());

        writePolicy(EXPRESSIONS.entrySet().stream()
                .map(rule -> rule(rule.getKey(), "!(" + rule.getValue() + ")", ""))
                .collect(Collectors.joining()));
        assertEquals(List.of(), findings(check()));
    }

    @Test
    void aFaultyExpressionIsReportedWithItsLine() throws Exception {
        writePolicy(rule("faulty", "subnet.cdir == ''", ""));
        CommandOutput output = check();

        assertEquals(2, output.exitCode());
        assertEquals("", output.out());
        assertTrue(output.err().startsWith(policy + ":9: spec.custom[0].expression: "), output::err);
    }

    @Test
    void anExpressionThatTakesTooManyStepsHasTheActionForErrors() throws Exception {
        writePolicy(rule("bomb", BOMB, "    onError: Deny") + rule("mild-bomb", BOMB, "    onError: Audit"));
        String reason = ": unknown whether the custom rule %s holds: it was stopped: it takes more than 250,000 steps";

        assertEquals(
                List.of("deny bomb" + reason.formatted("bomb"), "audit mild-bomb" + reason.formatted("mild-bomb")),
                findings(check()));
    }

    @Test
    void theServerAppliesCustomRules() throws Exception {
        writePolicy(rule("a-list", EXPRESSIONS.getOrDefault("a-list", ""), "") + rule("bomb", BOMB, ""));
        WireServer server = WireServer.start(folder, "--policy", policy.toString());
        try {
            server.post("/validate", WireServer.GOOD)
                    .body("response.allowed", equalTo(false))
                    .body("response.status.message", containsString("[a-list] us-west-2a breaks a-list. Fix: "))
                    .body("response.warnings", hasItem(containsString("[bomb] unknown whether")))
                    .body("response.auditAnnotations.rules", containsString("a-list,bomb"));
        } finally {
            server.stop();
        }
    }
}
