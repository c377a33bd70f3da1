package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cel.ExpressionTable.Row;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Lets an API server evaluate each expression of the table, in policies that warn with the result. So the results in the table are those of
 * Kubernetes, and {@link ExpressionTableTest} shows that eniguard has the same.
 */
@RealApiServer
class CelAgainstApiServerIT {

    // An API server sends at most 4,096 characters of warnings.
    private static final int EXPRESSIONS_PER_POLICY = 30;

    private static final Pattern RESULT = Pattern.compile("row ([0-9]+): (true|false|error)");

    private final KubeUser admin;

    CelAgainstApiServerIT(LocalApiServer server) {
        this.admin = server.admin();
    }

    @Test
    void theTableHasTheResultsOfKubernetes() throws Exception {
        List<Row> rows = ExpressionTable.rows();
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();
        for (int first = 0; first < rows.size(); first += EXPRESSIONS_PER_POLICY) {
            List<Row> batch = rows.subList(first, Math.min(first + EXPRESSIONS_PER_POLICY, rows.size()));
            String name = "cel-table-" + first;
            admin.kubectlWithInput(policy(name, batch), "apply", "--server-side", "--filename=-")
                    .orThrow();
            Map<Integer, String> results = Await.value(
                    "the policy %s is in force".formatted(name), () -> results(name), found -> !found.isEmpty());
            for (int i = 0; i < batch.size(); i++) {
                expected.put(batch.get(i).expression(), batch.get(i).result());
                answers.put(batch.get(i).expression(), results.getOrDefault(i, "no answer"));
            }
            admin.kubectl("delete", "validatingadmissionpolicy,validatingadmissionpolicybinding", name);
        }

        List<String> differences = new ArrayList<>();
        expected.forEach((expression, result) -> {
            if (!result.equals(answers.get(expression))) {
                differences.add(
                        "%s is %s in Kubernetes, not %s".formatted(expression, answers.get(expression), result));
            }
        });
        assertEquals(List.of(), differences);
    }

    /** Returns a policy that never holds. Its messages are the results, and an expression with an error has no message of its own. */
    private static String policy(String name, List<Row> rows) {
        StringBuilder policy = new StringBuilder("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s, validationActions: [Warn]}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  failurePolicy: Fail
                  matchConstraints:
                    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
                  matchConditions: [{name: name, expression: "object.metadata.name == '%1$s'"}]
                  validations:
                """.formatted(name));
        for (int i = 0; i < rows.size(); i++) {
            String result = "(%s) ? 'row %d: true' : 'row %d: false'"
                    .formatted(rows.get(i).expression(), i, i);
            policy.append("  - expression: 'false'\n")
                    .append("    message: 'row %d: error'\n".formatted(i))
                    .append("    messageExpression: '%s'\n".formatted(result.replace("'", "''")));
        }
        return policy.toString();
    }

    private Map<Integer, String> results(String name) throws Exception {
        HttpResponse<String> response = admin.request(
                "POST", "/api/v1/namespaces/default/configmaps?dryRun=All", "application/json", """
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "%s", "labels": {"example.com/zone": "eu-west-1a"}},
                 "data": {"text": "hello", "number": "42", "badRegex": "a["}, "immutable": false}""".formatted(name));
        assertEquals(201, response.statusCode(), response.body());
        return response.headers().allValues("Warning").stream()
                .map(RESULT::matcher)
                .filter(Matcher::find)
                .collect(Collectors.toMap(found -> Integer.parseInt(found.group(1)), found -> found.group(2)));
    }
}
