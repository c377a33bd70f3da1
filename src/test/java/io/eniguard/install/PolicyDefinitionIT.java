package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.registration.PolicyDefinition;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the definition of policies at a real API server, without a webhook. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyDefinitionIT {

    private final KubeUser admin;
    private CommandOutput installed = new CommandOutput(1, "", "not run");

    PolicyDefinitionIT(LocalApiServer server) {
        this.admin = server.admin();
    }

    @BeforeAll
    void install() throws Exception {
        installed = admin.kubectlWithInput(
                PolicyDefinition.yaml(), "apply", "--server-side", "--validate=strict", "--filename=-");
        installed.orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/customnetworkingpolicies.eniguard.io")
                .orThrow();
    }

    @AfterAll
    void remove() throws Exception {
        admin.kubectl("delete", "crd", "customnetworkingpolicies.eniguard.io").orThrow();
    }

    private CommandOutput apply(String name, String spec) throws Exception {
        return admin.kubectlWithInput(
                "apiVersion: eniguard.io/v1alpha1\nkind: CustomNetworkingPolicy\nmetadata: {name: " + name
                        + "}\nspec:\n  " + spec + "\n",
                "apply",
                "--server-side",
                "--validate=strict",
                "--filename=-");
    }

    @Test
    void theDefinitionIsAcceptedWithoutAWarning() {
        assertEquals("", installed.err());
        assertTrue(installed.succeeded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "rules: [{id: subnet-cidr, action: Off}]",
                "rules: [{id: subnet-cidr, action: \"Off\", parameters: {permitted: [192.168.1.0/24], denied: []}}]",
                "rules: [{id: max-pods, actions: {admission: Warn, audit: Off, check: Deny}, match: {kinds: [ConfigMap]}}]",
                "rules: [{id: zone-coverage, parameters: {ignoredZones: [us-west-2d]}}]",
                "custom: [{id: own, expression: \"true\", messageExpression: \"'a'\"}]",
                "exemptions: [{rules: [\"*\"], reason: a, owner: b, until: 2027-01-31}]",
                "exemptions: [{rules: [a, b], reason: a, owner: b, until: \"2027-01-31T12:00:00+01:00\"}]",
                "match: {names: [\"a*\"], selector: {matchLabels: {a/b: c}, matchExpressions: [{key: d, operator: Exists}]},"
                        + " exclude: {kinds: [Node]}}",
                "breakGlass: {groups: [platform-oncall]}"
            })
    void aRightPolicyIsAccepted(String spec) throws Exception {
        assertEquals("", apply("right", spec).err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: [{id: a, action: deny}]                                       | spec.rules[0].action: Unsupported value: "deny": supported values: "Deny", "Warn", "Audit", "Off"
            rules: [{id: a, actions: {audit: 3}}]                                | spec.rules[0].actions.audit: Unsupported value
            rules: [{action: Deny}]                                              | spec.rules[0].id: Required value
            rules: [{id: a, parameters: {denied: [10.0.0.0/8]}}]                 | denied is a parameter of the rule subnet-cidr
            rules: [{id: subnet-cidr, parameters: {permited: []}}]               | .spec.rules[0].parameters.permited: field not declared in schema
            rules: [{id: subnet-cidr, parameters: {denied: [10.0.0.1/8]}}]       | the block has host bits set; write its first address
            rules: [{id: subnet-cidr, parameters: {denied: ["fd00::/8"]}}]       | write an IPv4 block such as 100.64.0.0/16
            rules: [{id: subnet-cidr, parameters: {denied: [ten]}}]              | write an IPv4 block such as 100.64.0.0/16
            rules: [{id: security-groups, parameters: {maximum: 17}}]            | should be less than or equal to 16
            match: {kinds: [Pod]}                                                | spec.match.kinds[0]: Unsupported value: "Pod"
            match: {selector: {matchExpressions: [{key: a, operator: In}]}}      | In and NotIn need at least one value
            custom: [{id: own, expression: "true"}]                              | write message or messageExpression
            custom: [{id: Own, expression: "true", message: a}]                  | use lower-case letters, digits and -
            custom: [{id: own, message: a}]                                      | spec.custom[0].expression: Required value
            custom: [{id: a, expression: b, message: c}, {id: a, expression: b, message: c}] | .spec.custom: duplicate entries for key [id="a"]
            exemptions: [{rules: ["*", a], reason: a, owner: b, until: 2027-01-31}]          | "*" already includes all rules
            exemptions: [{rules: [], reason: a, owner: b, until: 2027-01-31}]    | spec.exemptions[0].rules
            exemptions: [{rules: [a], reason: " ", owner: b, until: 2027-01-31}] | the text is blank; write why the objects are exempt
            exemptions: [{rules: [a], reason: a, owner: "", until: 2027-01-31}]  | the text is blank; write who answers for the exemption
            exemptions: [{rules: [a], reason: a, owner: b}]                      | spec.exemptions[0].until: Required value
            exemptions: [{rules: [a], reason: a, owner: b, until: soon}]         | write a date such as 2027-01-31, or an instant such as
            """)
    void aWrongPolicyIsRefusedBySchema(String spec, String message) throws Exception {
        CommandOutput answer = apply("wrong", spec);

        assertFalse(answer.succeeded(), answer.out());
        assertTrue(answer.err().contains(message), answer.err());
    }

    @Test
    void theColumnsAreShown() throws Exception {
        apply("shown", "{}").orThrow();

        assertEquals(
                List.of("NAME", "READY", "RULES", "VIOLATIONS", "AGE"),
                header(admin.kubectl("get", "enipol").orThrow()));
        assertEquals(
                List.of("NAME", "READY", "RULES", "VIOLATIONS", "EXEMPTIONS", "MESSAGE", "AGE"),
                header(admin.kubectl("get", "eniguard", "--output=wide").orThrow()));
    }

    private static List<String> header(String table) {
        return List.of(table.lines().findFirst().orElse("").split(" +"));
    }

    @Test
    void kubectlExplainsEveryField() throws Exception {
        Tree schema = Tree.of(YamlReader.readAll(PolicyDefinition.yaml()).get(0).content())
                .trees("spec", "versions")
                .get(0)
                .at("schema", "openAPIV3Schema");
        String explained = admin.kubectl("explain", "enipol", "--recursive").orThrow();
        for (String name : names(schema, new ArrayList<>())) {
            assertTrue(explained.contains("  " + name + "\t"), name + " in " + explained);
        }
        String action = admin.kubectl("explain", "enipol.spec.rules.action").orThrow();
        assertTrue(action.contains("What happens if an object violates the rule"), action);
    }

    private static List<String> names(Tree schema, List<String> into) {
        for (String key : schema.at("properties").keys()) {
            into.add(key);
            names(schema.at("properties", key), into);
        }
        if (!schema.at("items").isEmpty()) {
            names(schema.at("items"), into);
        }
        return into;
    }
}
