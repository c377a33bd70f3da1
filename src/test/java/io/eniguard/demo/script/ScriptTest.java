package io.eniguard.demo.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    private static final String TWO_NODES = """
            # Both are right.
            apiVersion: v1
            kind: Node
            metadata: {name: ip-10-0-1-21.ec2.internal}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: ip-10-0-1-22.ec2.internal}
            """;

    private static final String POLICY = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: tags}
            spec:
              exemptions: [{rules: [has-owner], owner: net-team, until: "2020-01-01"}]
            """;

    private final Path folder;

    ScriptTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aStepHasAllValuesOfItsEntry() throws IOException {
        write("nodes.yaml", TWO_NODES);
        write("demo.yaml", """
                steps:
                  - part: Nodes
                    steps:
                      - {file: nodes.yaml, as: kubelet, do: UPDATE STATUS, expect: deny, rules: [b, a], patch: x=y}
                """);

        Step step = Script.read(folder).parts().get(0).steps().get(0);

        assertEquals("kubelet sets status Node ip-10-0-1-21", step.toString());
        assertEquals("/api/v1/nodes/ip-10-0-1-21.ec2.internal", step.manifest().path());
        assertEquals(
                new Expected(StepVerdict.DENY, List.of("a", "b"), Optional.of("x=y"), Optional.empty()),
                step.expected());
    }

    @Test
    void aFileWithSeveralObjectsIsAStepForEach() throws IOException {
        write("nodes.yaml", TWO_NODES);
        write("demo.yaml", """
                steps:
                  - part: Nodes
                    steps:
                      - {file: nodes.yaml, as: kubelet, do: CREATE, expect: allow}
                """);

        assertEquals(
                List.of("Node ip-10-0-1-21", "Node ip-10-0-1-22"),
                Script.read(folder).steps().stream().map(Step::object).toList());
    }

    @Test
    void anObjectWithANamespaceIsFound() throws IOException {
        write("config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kubelet, namespace: kube-system}
                """);
        write("demo.yaml", entry("config.yaml", "allow"));

        assertEquals(
                "/api/v1/namespaces/kube-system/configmaps/kubelet",
                Script.read(folder).steps().get(0).manifest().path());
    }

    @Test
    void theExemptionOfAPolicyEndsTheGivenNumberOfDaysAfterToday() throws IOException {
        write("nodes.yaml", TWO_NODES);
        write("policy.yaml", POLICY);
        write("demo.yaml", """
                steps:
                  - part: One
                    steps:
                      - {file: nodes.yaml, policy: {file: policy.yaml}, expect: deny}
                      - {file: nodes.yaml, policy: {file: policy.yaml, days: 14}, exempted: by tags, expect: allow}
                      - {file: nodes.yaml, policy: {file: policy.yaml, days: -1}, expect: deny}
                """);
        LocalDate before = LocalDate.now(ZoneOffset.UTC);

        List<Step> steps = Script.read(folder).steps();

        assertFalse(policy(steps.get(0)).getJsonObject("spec").containsKey("exemptions"));
        assertEquals(Optional.of("by tags"), steps.get(2).expected().exempted());
        LocalDate until = until(steps.get(2));
        LocalDate ended = until(steps.get(4));
        assertEquals(until.minusDays(15), ended);
        assertFalse(until.isBefore(before.plusDays(14)), until::toString);
        assertTrue(ended.isBefore(LocalDate.now(ZoneOffset.UTC)), ended::toString);
    }

    @Test
    void aPolicyWithoutAnExemptionIsRefused() throws IOException {
        write("nodes.yaml", TWO_NODES);
        write("policy.yaml", "{kind: CustomNetworkingPolicy, spec: {}}");
        write("demo.yaml", "steps: [{steps: [{file: nodes.yaml, policy: {file: policy.yaml}, expect: allow}]}]");

        assertTrue(failure().endsWith("the policy policy.yaml has no exemption"), failure());
    }

    @Test
    void anInvalidVerdictIsReportedWithItsStep() throws IOException {
        write("nodes.yaml", TWO_NODES);
        write("demo.yaml", entry("nodes.yaml", "denied"));

        String message = failure();

        assertTrue(
                message.startsWith(folder.resolve("demo.yaml") + ": the step with the file \"nodes.yaml\""), message);
        assertTrue(message.contains("\"denied\" is not one of [ALLOW, WARN, DENY"), message);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        write("demo.yaml", entry("absent.yaml", "allow"));

        assertEquals(folder.resolve("absent.yaml") + ": no such file", failure());
    }

    @Test
    void brokenYamlIsReportedWithItsLine() throws IOException {
        write("nodes.yaml", "apiVersion: v1\nkind: [Node\n");
        write("demo.yaml", entry("nodes.yaml", "allow"));

        String message = failure();

        assertTrue(message.startsWith(folder.resolve("nodes.yaml") + ":3: "), message);
    }

    @Test
    void aKindThatTheDemoCannotWriteIsRefused() throws IOException {
        write("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a}}");
        write("demo.yaml", entry("pod.yaml", "allow"));

        assertTrue(failure().endsWith("the demo cannot write kind \"Pod\" of apiVersion \"v1\""), failure());
    }

    @Test
    void aScriptWithoutStepsIsRefused() throws IOException {
        write("demo.yaml", "steps: []\n");

        assertEquals(folder.resolve("demo.yaml") + ": the file has no steps", failure());
    }

    private static JsonObject policy(Step step) {
        return step.policy().orElseThrow().object();
    }

    private static LocalDate until(Step step) {
        JsonObject exemption =
                policy(step).getJsonObject("spec").getJsonArray("exemptions").getJsonObject(0);
        return LocalDate.parse(exemption.getString("until"));
    }

    private static String entry(String file, String expect) {
        return "steps: [{part: One, steps: [{file: %s, expect: %s}]}]%n".formatted(file, expect);
    }

    private String failure() {
        return String.valueOf(
                assertThrows(IOException.class, () -> Script.read(folder)).getMessage());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
