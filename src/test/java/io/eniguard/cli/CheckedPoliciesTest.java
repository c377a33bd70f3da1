package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code check} reviews policies themselves. */
class CheckedPoliciesTest {

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0]}
            """;

    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: a}}\n";

    private static final String EXEMPTION = """
            exemptions:
                - {rules: [subnet-cidr], reason: a, owner: b, until: "%s"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static String policy(String name, String spec) {
        return """
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: %s}
                spec:
                  %s
                """.formatted(name, spec);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static CommandRun check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(all);
    }

    @Test
    void thePoliciesInForceCountAsReviewedObjects() throws IOException {
        String object = file("object.yaml", ENI_CONFIG);
        String given = file("given.yaml", policy("a", "rules: [{id: max-pods, action: Warn}]"));
        String cluster = file("cluster.yaml", policy("a", "{}") + "---\n" + policy("b", "{}"));

        assertTrue(check(object, "--policy", given).out().contains("2 objects reviewed"));
        assertTrue(check(object, "--cluster", cluster).out().contains("3 objects reviewed"));
        assertTrue(check(object, "--cluster", cluster, "--policy", given).out().contains("3 objects reviewed"));
        assertTrue(check("--cluster", cluster, "--policy", given).out().contains("2 objects reviewed"));
    }

    @Test
    void anExemptionThatIsOverIsAWarningWithItsPlace() throws IOException {
        String object = file("object.yaml", ENI_CONFIG);
        String policy = file("policy.yaml", policy("a", EXEMPTION.formatted("2020-01-31")));
        CommandRun run = check(object, "--policy", policy);

        assertTrue(
                run.out()
                        .contains(policy + ":1: CustomNetworkingPolicy/a: warn [exemption-expired] the exemption from"
                                + " subnet-cidr until 2020-01-31 (owner \"b\") has ended. Fix: remove spec.exemptions[0],"
                                + " or give it a new end\n"),
                run::out);
    }

    @Test
    void aPolicyAmongTheManifestsIsJudgedAsTheWebhookWould() throws IOException {
        CommandRun run = check(file("policy.yaml", policy("a", "rules: [{id: subnet-cdr}]")));

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(
                run.out()
                        .contains(
                                "CustomNetworkingPolicy/a: deny [policy-fault] spec.rules[0].id: \"subnet-cdr\" is not"
                                        + " the id of a rule. Fix: did you mean subnet-cidr?"),
                run::out);
    }

    @Test
    void anExemptionThatIsOverDoesNotFailAPipeline() throws IOException {
        CommandRun run = check(file("policy.yaml", policy("a", EXEMPTION.formatted("2020-01-31"))));

        assertEquals(0, run.exitCode(), run::out);
        assertTrue(run.out().contains("warn [exemption-expired]"), run::out);
    }

    @Test
    void policiesAmongTheManifestsCanNameTheCustomRulesOfEachOther() throws IOException {
        String custom = policy("a", "custom: [{id: own, expression: \"true\", message: no}]");
        String exempting = policy("b", EXEMPTION.formatted("2020-01-31").replace("subnet-cidr", "own"));

        assertEquals(
                0, check(file("policies.yaml", custom + "---\n" + exempting)).exitCode());
        assertEquals(1, check(file("policy.yaml", exempting)).exitCode());
    }

    @Test
    void aPolicyThatIsGivenTwiceIsReviewedOnce() throws IOException {
        String policy = file("policy.yaml", policy("a", "{}"));

        assertTrue(check(policy, "--policy", policy).out().contains("1 object reviewed"));
    }

    @Test
    void aPolicyDoesNotHideThatNothingElseWasEvaluated() throws IOException {
        String policy = file("policy.yaml", policy("a", "{}"));

        assertEquals(3, check(file("service.yaml", SERVICE), "--policy", policy).exitCode());
    }
}
