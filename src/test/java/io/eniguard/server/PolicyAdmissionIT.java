package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.registration.PolicyDefinition;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a real API server refuses invalid policies, by the schema or by eniguard, and that eniguard keeps answering meanwhile. */
@WithGuardedCluster
class PolicyAdmissionIT {

    private static final String PLURAL = "customnetworkingpolicies.eniguard.io";

    private static final String DENIED =
            "admission webhook \"policies.validate.eniguard.io\" denied the request: CustomNetworkingPolicy ";

    private static final String UNCHECKED = "the last expressions are not checked here";

    private final GuardedCluster guarded;
    private final KubeUser admin;

    PolicyAdmissionIT(GuardedCluster guarded) {
        this.guarded = guarded;
        this.admin = guarded.admin();
    }

    @BeforeAll
    void install() throws Exception {
        admin.kubectlWithInput(PolicyDefinition.yaml(), "apply", "--server-side", "--filename=-")
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/" + PLURAL).orThrow();
        guarded.awaitThat(
                "the webhook for policies is called",
                () -> !apply("canary", "rules: [{id: subnet-cdr}]", "--dry-run=server")
                        .succeeded());
    }

    @AfterAll
    void remove() throws Exception {
        admin.kubectl("delete", "crd", PLURAL).orThrow();
    }

    private CommandOutput apply(String name, String spec, String... options) throws Exception {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "apply";
        arguments[1] = "--server-side";
        arguments[2] = "--validate=strict";
        arguments[3] = "--filename=-";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return admin.kubectlWithInput(
                "apiVersion: eniguard.io/v1alpha1\nkind: CustomNetworkingPolicy\nmetadata: {name: " + name
                        + "}\nspec:\n" + spec.indent(2),
                arguments);
    }

    private void assertRefused(String name, String spec, String message) throws Exception {
        CommandOutput answer = apply(name, spec);

        assertFalse(answer.succeeded(), answer.out());
        assertTrue(answer.err().contains(message), answer.err());
        assertEniConfigsAreReviewed();
    }

    private void assertEniConfigsAreReviewed() throws Exception {
        assertTrue(guarded.dryRun(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET))
                .succeeded());
        CommandOutput wrong = guarded.dryRun(GuardedCluster.eniConfig("us-west-2b", GuardedCluster.NODE_SUBNET));
        assertTrue(wrong.err().contains("[subnet-cidr]"), wrong.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: [{id: subnet-cdr}]                                 | [policy-fault] spec.rules[0].id: "subnet-cdr" is not the id of a rule. Fix: did you mean subnet-cidr?
            rules: [{id: exemption-expired}]                          | [policy-fault] spec.rules[0].id: "exemption-expired" has a fixed action. Fix: remove the entry
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b, until: 2020-01-31}] | [policy-fault] spec.exemptions[0].until: "2020-01-31" is in the past. Fix: remove the exemption, or write a date after
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b, until: 2999-01-31}] | [policy-fault] spec.exemptions[0].until: "2999-01-31" is more than 366 days ahead. Fix: write a date up to
            exemptions: [{rules: [subnet-cidr], match: {kinds: [Node]}, reason: a, owner: b, until: 2999-01-31}] | subnet-cidr does not look at objects of the kind Node
            custom: [{id: own, expression: "1 +", message: a}]        | [policy-fault] spec.custom[0].expression: 1:
            custom: [{id: own, expression: "'a'", message: a}]        | the result is string, not bool; compare it with a value
            custom: [{id: own, match: {kinds: [ENIConfig]}, expression: "node.name == 'a'", message: a}] | undeclared reference to 'node'
            custom: [{id: subnet-cidr, expression: "true", message: a}] | "subnet-cidr" is the id of a built-in rule. Fix: choose another id
            """)
    void eniguardRefusesWhatTheSchemaCannotKnow(String spec, String message) throws Exception {
        assertRefused("wrong", spec, DENIED + "wrong: ");
        assertRefused("wrong", spec, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: [{id: subnet-cidr, parameters: {permited: []}}]              | .spec.rules[0].parameters.permited: field not declared in schema
            rules: [{id: max-pods, parameters: {permitted: [100.64.0.0/16]}}]   | permitted is a parameter of the rule subnet-cidr
            rules: [{id: subnet-cidr, parameters: {permitted: [10.0.0.1/8]}}]   | the block has host bits set; write its first address
            rules: [{id: subnet-cidr, action: deny}]                            | supported values: "Deny", "Warn", "Audit", "Off"
            rules: [{id: subnet-cidr, acton: Deny}]                             | .spec.rules[0].acton: field not declared in schema
            match: {kinds: [Pod]}                                               | spec.match.kinds[0]: Unsupported value: "Pod"
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b}]           | spec.exemptions[0].until: Required value
            exemptions: [{rules: [subnet-cidr], reason: a, owner: b, until: soon}] | write a date such as 2027-01-31
            """)
    void theSchemaRefusesWrongForms(String spec, String message) throws Exception {
        assertRefused("wrong", spec, message);
    }

    @Test
    void aThousandEntriesAndAnExpressionOfOneMebibyteAreRefused() throws Exception {
        String entries = IntStream.range(0, 1_000)
                .mapToObj(i -> "{id: subnet-cidr}")
                .collect(Collectors.joining(", ", "rules: [", "]"));

        assertRefused("wrong", entries, "spec.rules: Too many: 1000: must have at most 100 items");
        assertRefused(
                "wrong",
                "custom: [{id: own, expression: \"" + "true || ".repeat(1 << 17) + "true\", message: a}]",
                "spec.custom[0].expression: Too long: may not be more than 4096 bytes");
    }

    /** The API server would store the policy without a warning if eniguard did not answer in time. */
    @Test
    void theLargestPolicyIsAnsweredInTimeAndDelaysNoEniConfig() throws Exception {
        String condition = "object.metadata.name != 'a' || ".repeat(100);
        String rules = IntStream.range(0, 100)
                .mapToObj(i -> "{\"id\": \"rule-%d\", \"expression\": \"%s %d == 0\", \"message\": \"a\"}"
                        .formatted(i, condition, i))
                .collect(Collectors.joining(","));
        String policy = """
                {"apiVersion": "eniguard.io/v1alpha1", "kind": "CustomNetworkingPolicy", "metadata": {"name": "largest"},
                 "spec": {"custom": [%s]}}""".formatted(rules);

        guarded.awaitThat("eniguard has warmed up", () -> warnings(policy).contains(UNCHECKED));
        for (int answer = 0; answer < 3; answer++) {
            String warnings = warnings(policy);
            assertTrue(warnings.contains(UNCHECKED), warnings);
        }
    }

    /** Returns the warnings about the policy, which is created while ENIConfigs are reviewed. */
    private String warnings(String policy) throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> post(policy));
        assertEniConfigsAreReviewed();
        HttpResponse<String> response = answer.join();
        assertEquals(201, response.statusCode(), response.body());
        return response.headers().allValues("Warning").toString();
    }

    private HttpResponse<String> post(String policy) {
        try {
            return admin.request(
                    "POST",
                    "/apis/eniguard.io/v1alpha1/customnetworkingpolicies?dryRun=All",
                    "application/json",
                    policy);
        } catch (Exception e) {
            throw new AssertionError("the API server does not answer", e);
        }
    }

    @Test
    void aRightPolicyIsAccepted() throws Exception {
        CommandOutput answer = apply(
                "right", """
                match: {kinds: [ENIConfig, Node], names: ["lab-*"]}
                rules:
                  - {id: subnet-cidr, action: Warn, parameters: {permitted: [10.20.0.0/20]}}
                  - {id: max-pods, actions: {audit: Warn}, onUnknown: Audit}
                custom:
                  - {id: right-owner, match: {kinds: [ENIConfig]}, expression: "'owner' in subnet.tags", message: no owner}
                exemptions:
                  - {rules: [right-owner, subnet-cidr], match: {kinds: [ENIConfig]}, reason: a, owner: b, until: "%s"}
                breakGlass: {groups: [platform-oncall]}
                """.formatted(Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)));

        assertEquals("", answer.err());
        assertTrue(answer.succeeded());
    }

    @Test
    void twoPoliciesCannotHaveOneCustomRuleId() throws Exception {
        String spec = "custom: [{id: twice, expression: \"true\", message: a}]";
        apply("first", spec).orThrow();

        guarded.awaitThat(
                "the second policy is refused",
                () -> apply("second", spec, "--dry-run=server")
                        .err()
                        .contains(DENIED
                                + "second: [policy-fault] spec.custom[0].id: \"twice\" is also the id of a custom rule in the policy"
                                + " first. Fix: apply again after the other policy was changed, or choose another id"));
        apply("first", spec.replace("message: a", "message: b")).orThrow();
    }

    @Test
    void anExemptionThatIsOverBlocksNoOtherChange() throws Exception {
        Instant end = createEnding();
        String spec = exemption(end);
        guarded.awaitThat(
                "the exemption has ended",
                () -> apply("ended", spec, "--dry-run=server").err().contains("is in the past"));

        CommandOutput labelled = admin.kubectl("label", PLURAL, "ending", "team=net");
        assertTrue(labelled.succeeded(), labelled.err());
        assertTrue(
                labelled.err()
                        .contains(
                                "Warning: [exemption-expired] the exemption from subnet-cidr until %s (owner \"b\") has ended"
                                        .formatted(end)),
                labelled.err());
        assertTrue(apply("ending", "rules: [{id: max-pods, action: Warn}]\n" + spec)
                .succeeded());
        assertRefused("ending", spec.replace("owner: b", "owner: c"), "is in the past");
    }

    /** Creates a policy with an exemption that is over soon. A busy machine may take longer than the first tries allow. */
    private Instant createEnding() throws Exception {
        for (int seconds : new int[] {5, 10, 20}) {
            Instant end = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
            CommandOutput answer = apply("ending", exemption(end));
            if (!answer.err().contains("is in the past")) {
                answer.orThrow();
                return end;
            }
        }
        return fail("the policy was not created within 20 s");
    }

    private static String exemption(Instant end) {
        return "exemptions: [{rules: [subnet-cidr], match: {names: [none]}, reason: a, owner: b, until: \"%s\"}]"
                .formatted(end);
    }
}
