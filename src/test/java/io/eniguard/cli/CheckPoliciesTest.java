package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the option {@code --policy}, and policies in the files of {@code --cluster}. */
class CheckPoliciesTest {

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-1, securityGroups: [sg-0123456789abcdef0]}
            """;

    private static final String WARN = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: production}
            spec:
              rules:
                - id: eniconfig-shape
                  action: Warn
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        file("object.yaml", ENI_CONFIG);
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private CommandRun check(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("check", folder.resolve("object.yaml").toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void withoutAPolicyTheBuiltInActionCounts() {
        assertEquals(1, check().exitCode());
    }

    @Test
    void aPolicyOfAFileCounts() throws IOException {
        CommandRun run = check("--policy", file("policy.yaml", WARN));

        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("eniconfig-shape"), run::out);
    }

    @Test
    void aVariableSetsTheFilesToo() throws IOException {
        assertEquals(
                0,
                CommandRun.with(
                                Map.of("ENIGUARD_POLICY", file("policy.yaml", WARN)),
                                "check",
                                folder.resolve("object.yaml").toString())
                        .exitCode());
    }

    @Test
    void policiesOfSeveralFilesAndFoldersCount() throws IOException {
        String other = WARN.replace("production", "other").replace("Warn", "Deny");
        String first = file("policies/deep/a.yaml", WARN);

        assertEquals(0, check("--policy", folder.resolve("policies").toString()).exitCode());
        assertEquals(
                1, check("--policy", first, "--policy", file("b.yaml", other)).exitCode());
        assertEquals(1, check("--policy", first + "," + file("b.yaml", other)).exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WARN,
                "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: eniguard.io/v1alpha1, kind: CustomNetworkingPolicy, metadata: {name: a}, spec: {rules: [{id: eniconfig-shape, action: Off}]}}\n"
            })
    void aPolicyOfTheClusterCounts(String policy) throws IOException {
        assertEquals(0, check("--cluster", file("cluster.yaml", policy)).exitCode());
    }

    @Test
    void aGivenPolicyReplacesTheOneOfTheClusterWithItsName() throws IOException {
        String cluster = file("cluster.yaml", WARN.replace("Warn", "Deny"));

        assertEquals(1, check("--cluster", cluster).exitCode());
        assertEquals(
                0,
                check("--cluster", cluster, "--policy", file("policy.yaml", WARN))
                        .exitCode());
    }

    @Test
    void allFaultsAreReportedWithTheirLinesAndNothingIsJudged() throws IOException {
        String faulty = file("faulty.yaml", WARN + "---\n" + """
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: second}
                spec:
                  rules:
                    - id: subnet-cidr
                      parameters:
                        permitted:
                          - 10.1.0.0/16
                          - 10.2.0.1/16
                    - id: subnet-cdr
                """);
        String expected = """
                %s:18: spec.rules[0].parameters.permitted[1]: "10.2.0.1/16" has host bits set. Fix: write 10.2.0.0/16
                %s:19: spec.rules[1].id: "subnet-cdr" is not the id of a rule. Fix: did you mean subnet-cidr?
                """.formatted(faulty, faulty);
        for (String option : List.of("--policy", "--cluster")) {
            CommandRun run = check(option, faulty, "-o", "json");

            assertEquals(2, run.exitCode());
            assertEquals("", run.out());
            assertEquals(expected, run.err());
        }
    }

    @Test
    void twoFilesCannotDefineOneCustomRule() throws IOException {
        String custom = "custom:\n    - {id: own, expression: \"true\", message: no}\n";
        String first = file("a.yaml", WARN.substring(0, WARN.indexOf("rules:")) + custom);
        String second =
                file("b.yaml", WARN.substring(0, WARN.indexOf("rules:")).replace("production", "second") + custom);
        CommandRun run = check("--policy", first + "," + second);

        assertEquals(2, run.exitCode());
        assertEquals(
                second + ":6: spec.custom[0].id: \"own\" is also the id of a custom rule in the policy production."
                        + " Fix: choose another id\n",
                run.err());
    }

    @Test
    void anExpressionWithAFaultIsReported() throws IOException {
        CommandRun run = check(
                "--policy",
                file(
                        "a.yaml",
                        WARN.substring(0, WARN.indexOf("rules:"))
                                + "custom:\n    - id: own\n      match: {kinds: [ENIConfig]}\n      message: a\n"
                                + "      expression: node.name == 'a'\n"));

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(":9: spec.custom[0].expression: "), run::err);
        assertTrue(run.err().contains("node"), run::err);
    }

    @Test
    void anExemptionThatIsOverIsAcceptedInAFile() throws IOException {
        String policy = WARN.substring(0, WARN.indexOf("rules:"))
                + "exemptions: [{rules: [eniconfig-shape], reason: a, owner: b, until: \"2020-01-31\"}]\n";

        assertEquals(1, check("--policy", file("a.yaml", policy)).exitCode());
    }

    @Test
    void aMisspeltKindIsReported() throws IOException {
        CommandRun run = check(
                "--policy", file("a.yaml", WARN.replace("kind: CustomNetworkingPolicy", "kind: CustomNetworkPolicy")));

        assertEquals(2, run.exitCode());
        assertTrue(
                run.err()
                        .contains("a.yaml:1: CustomNetworkPolicy in eniguard.io/v1alpha1: the kind or the API version"),
                run::err);
    }

    @Test
    void serveRefusesAFaultyPolicyBeforeItStarts() throws IOException {
        CommandRun run = CommandRun.of(Stream.of(
                        "serve",
                        "--vpc",
                        file("vpc.json", "{\"Subnets\": []}"),
                        "--cluster",
                        file("cluster.yaml", ENI_CONFIG),
                        "--policy",
                        file("policy.yaml", WARN.replace("Warn", "warn")))
                .toArray(String[]::new));

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(
                run.err().contains(":7: spec.rules[0].action: \"warn\" is not an action. Fix: did you mean Warn?"),
                run::err);
    }

    /** Kyverno issues 2318 and 11603: the exit code of Kyverno depended on the format. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void theExitCodeDoesNotDependOnTheFormat(String format) throws IOException {
        String warning = file("policy.yaml", WARN);
        String denial = file("denial.yaml", WARN.replace("action: Warn", "action: Deny"));
        String faulty = file("faulty.yaml", WARN.replace("eniconfig-shape", "eniconfig-shapes"));

        assertEquals(0, check("-o", format, "--policy", warning).exitCode());
        assertEquals(
                1, check("-o", format, "--policy", warning, "--fail-on", "warn").exitCode());
        assertEquals(1, check("-o", format, "--policy", denial).exitCode());
        assertEquals(2, check("-o", format, "--policy", faulty).exitCode());
    }
}
