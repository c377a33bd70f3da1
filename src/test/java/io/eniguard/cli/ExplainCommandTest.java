package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the JSON and the exit codes of {@code explain}. The texts are tested by {@link ExplanationsTest}. */
class ExplainCommandTest {

    private static final String NODE = "ip-10-0-1-21.eu-central-1.compute.internal";
    private static final String FACTS = "--vpc examples/vpc --cluster examples/cluster";

    private static final String UNFIT = "--cluster src/test/explain/eniconfig-unfit/cluster.yaml"
            + " --vpc src/test/explain/eniconfig-unfit/vpc.yaml";

    private static CommandRun explain(String arguments) {
        return CommandRun.of(("explain " + arguments).split(" ", -1));
    }

    private static JsonObject json(String arguments) {
        CommandRun run = explain(arguments + " -o json");
        assertEquals(0, run.exitCode(), run::err);
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(run.out()))) {
            return reader.readObject();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "node " + NODE + " " + FACTS + ", Node, cni selection zone subnet placement candidate candidate",
        "eniconfig eu-central-1a-pods-1 " + FACTS + ", ENIConfig, subnet groups nodes fitness",
        "rule node-zone, Rule, because action kinds operations unknown source",
        "max-pods m5.large " + FACTS + ", InstanceType, mode mode mode mode in-force"
    })
    void theJsonHasOneShapeForAllSubjects(String arguments, String kind, String topics) {
        JsonObject document = json(arguments);

        assertEquals(
                List.of("apiVersion", "kind", "subject", "answer", "reasons", "findings"),
                List.copyOf(document.keySet()));
        assertEquals("Explanation", document.getString("kind"));
        assertEquals(kind, document.getJsonObject("subject").getString("kind"));
        List<JsonObject> reasons = document.getJsonArray("reasons").getValuesAs(JsonObject.class);
        assertEquals(
                List.of(topics.split(" ", -1)),
                reasons.stream().map(reason -> reason.getString("topic")).toList());
        reasons.forEach(reason -> assertEquals(Set.of("topic", "says", "source", "values"), reason.keySet()));
    }

    /** The page lists all values of each topic, so a program can rely on them. */
    @Test
    void thePageListsAllValues() throws IOException {
        String page = Files.readString(Path.of("docs/explain.md"));
        Set<String> missing = new TreeSet<>();
        for (String arguments : List.of(
                "node " + NODE + " " + FACTS,
                "node node-1 --cluster src/test/explain/node-not-governed/cluster.yaml",
                "node node-1 --cluster src/test/explain/no-eniconfig-for-the-zone/cluster.yaml",
                "eniconfig eu-central-1a-pods-1 " + FACTS,
                "rule node-zone",
                "rule subnet-cidr --policy src/test/explain/policy-off/policy.yaml"
                        + " --policy src/test/explain/policy-exemption-over/policy.yaml",
                "max-pods m5.large " + FACTS)) {
            json(arguments).getJsonArray("reasons").getValuesAs(JsonObject.class).stream()
                    .flatMap(reason -> Stream.concat(
                            Stream.of(reason.getString("topic")), reason.getJsonObject("values").keySet().stream()))
                    .filter(name -> !page.contains("`" + name + "`"))
                    .forEach(missing::add);
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theChosenCandidateIsMarked() {
        List<JsonObject> candidates = json("node node-1 --cluster src/test/explain/several-candidates/cluster.yaml"
                        + " --vpc src/test/explain/several-candidates/vpc.yaml")
                .getJsonArray("reasons")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(reason -> reason.getString("topic").equals("candidate"))
                .map(reason -> reason.getJsonObject("values"))
                .toList();

        assertEquals(
                List.of(true, false),
                candidates.stream().map(values -> values.getBoolean("chosen")).toList());
        assertEquals(
                List.of(8000, 390),
                candidates.stream().map(values -> values.getInt("weight")).toList());
    }

    @Test
    void findingsAreThoseOfCheck() {
        JsonObject finding = json("eniconfig nodes --cluster src/test/explain/eniconfig-unfit/cluster.yaml"
                        + " --vpc src/test/explain/eniconfig-unfit/vpc.yaml")
                .getJsonArray("findings")
                .getJsonObject(0);

        assertEquals("subnet-cidr", finding.getString("rule"));
        assertEquals("deny", finding.getString("action"));
        assertTrue(finding.isNull("policy"));
        assertFalse(finding.containsKey("exempted"));
        assertEquals(
                Map.of("admission", "deny", "audit", "deny", "check", "deny"), texts(finding.getJsonObject("actions")));
    }

    private static Map<String, String> texts(JsonObject object) {
        return object.keySet().stream().collect(Collectors.toMap(key -> key, object::getString));
    }

    private static List<JsonObject> policyReasons(JsonObject document) {
        return document.getJsonArray("reasons").getValuesAs(JsonObject.class).stream()
                .filter(reason -> reason.getString("topic").equals("policy"))
                .toList();
    }

    private static JsonObject findingOf(String rule, List<JsonObject> findings) {
        return findings.stream()
                .filter(finding -> finding.getString("rule").equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theActionOfAFindingIsShownAtEachPoint() {
        List<JsonObject> findings = json("eniconfig nodes " + UNFIT
                        + " --policy src/test/explain/policy-by-point/policy.yaml")
                .getJsonArray("findings")
                .getValuesAs(JsonObject.class);
        JsonObject cidr = findingOf("subnet-cidr", findings);
        JsonObject state = findingOf("subnet-state", findings);

        assertEquals("deny", cidr.getString("action"));
        assertEquals("first-weeks", cidr.getString("policy"));
        assertEquals(
                Map.of("admission", "warn", "audit", "deny", "check", "deny"), texts(cidr.getJsonObject("actions")));
        assertTrue(state.getJsonObject("actions").isNull("audit"), state::toString);
    }

    @Test
    void anExemptionInForceIsTheSameAsInTheReportOfCheck(@TempDir Path folder) throws IOException {
        String until = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        Path policy = Files.writeString(
                folder.resolve("policy.yaml"),
                Files.readString(Path.of("src/test/explain/policy-exemption-over/policy.yaml"))
                        .replace("2026-02-28", until));
        String arguments = UNFIT + " --policy " + policy;
        JsonObject explained = json("eniconfig nodes " + arguments);
        JsonObject exempted = findingOf(
                        "subnet-cidr", explained.getJsonArray("findings").getValuesAs(JsonObject.class))
                .getJsonObject("exempted");
        CommandRun check = CommandRun.of(("check -o json " + arguments).split(" ", -1));
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(check.out()))) {
            List<JsonObject> findings =
                    reader.readObject().getJsonArray("results").getValuesAs(JsonObject.class).stream()
                            .flatMap(result -> result.getJsonArray("findings").getValuesAs(JsonObject.class).stream())
                            .toList();
            assertEquals(findingOf("subnet-cidr", findings).getJsonObject("exempted"), exempted);
        }
        assertEquals(until, exempted.getString("until"));
        JsonObject reason = policyReasons(explained).get(0);
        assertEquals(policy + ":1", reason.getString("source"));
        assertTrue(reason.getString("says").contains("It is in force until " + until + "."), reason::toString);
        assertTrue(reason.getJsonObject("values").getBoolean("inForce"));
        assertTrue(explained.toString().contains("It is fit for new nodes of its zone."), explained::toString);
    }

    @Test
    void theEntriesOfARuleHaveTheirActionsAndParameters() {
        String policy = "src/test/explain/policy-by-point/policy.yaml";
        JsonObject document = json("rule subnet-cidr --policy " + policy);
        JsonObject values = policyReasons(document).get(0).getJsonObject("values");

        assertEquals(document, json("rule subnet-cidr --cluster " + policy));
        assertEquals("first-weeks", values.getString("policy"));
        assertEquals("warn", values.getString("admission"));
        assertEquals("deny", values.getString("audit"));
        assertEquals("deny", values.getString("check"));
        assertEquals("all objects", values.getString("match"));
        assertEquals(
                "192.168.1.0/24",
                values.getJsonObject("parameters").getJsonArray("permitted").getString(0));
    }

    @Test
    void faultsOfPoliciesAreReportedWithTheirLines(@TempDir Path folder) throws IOException {
        Path policy = Files.writeString(
                folder.resolve("policy.yaml"),
                Files.readString(Path.of("src/test/explain/policy-by-point/policy.yaml"))
                        .replace("subnet-state", "subnet-stat"));
        for (String subject : List.of("rule subnet-cidr", "eniconfig nodes " + UNFIT, "max-pods m5.large")) {
            CommandRun run = explain(subject + " --policy " + policy);

            assertEquals(2, run.exitCode());
            assertEquals("", run.out());
            assertTrue(run.err().startsWith(policy + ":9: spec.rules[1].id: "), run::err);
        }
    }

    @Test
    void unknownNodesAreNull() {
        JsonObject nodes = json("eniconfig us-west-2a --cluster src/test/explain/aws-node-unknown-value/cluster.yaml")
                .getJsonArray("reasons")
                .getJsonObject(2);

        assertEquals("nodes", nodes.getString("topic"));
        assertTrue(nodes.getJsonObject("values").isNull("nodes"), nodes::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "node ip-10-0-1-22.eu-central-1.compute.internal --cluster examples/cluster | there is no Node"
                        + " \"ip-10-0-1-22.eu-central-1.compute.internal\" in examples/cluster; did you mean " + NODE
                        + "?",
                "eniconfig nonsense --cluster examples/cluster | there is no ENIConfig \"nonsense\" in"
                        + " examples/cluster",
                "node n | there is no Node \"n\" in the facts, because no --cluster is given. Fix: add --cluster kube,"
                        + " or --cluster with a file or a folder",
                "rule subnet-cdr | there is no rule \"subnet-cdr\"; did you mean subnet-cidr?",
                "rule nonsense | there is no rule \"nonsense\". Fix: see docs/rules/README.md",
                "max-pods m5.lage | there is no instance type \"m5.lage\"; did you mean m5.large?"
            })
    void aNameThatDoesNotExistIsReportedWithNearNames(String arguments, String message) {
        CommandRun run = explain(arguments);

        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertEquals("eniguard: " + message, run.err().strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node",
                "nonsense",
                "rule subnet-cidr -o csv",
                "rule subnet-cidr --cluster /nonexistent",
                "rule subnet-cidr --vpc /nonexistent",
                "rule subnet-cidr --policy /nonexistent",
                "rule a b",
                "node n --cluster /nonexistent",
                "node n --vpc /nonexistent --cluster examples/cluster",
                "max-pods m5.large --host-network-pods -1"
            })
    void wrongUsageAndUnreadableFactsAreReportedOnStderr(String arguments) {
        CommandRun run = explain(arguments);

        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertFalse(run.err().isBlank());
    }

    @Test
    void namesAndValuesCannotControlTheTerminal(@TempDir Path folder) throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), """
            apiVersion: v1
            kind: Node
            metadata: {name: n, labels: {k8s.amazonaws.com/eniConfig: "x\\e[31m\\n::error::pwned"}}
            """);
        CommandRun run = CommandRun.of("explain", "node", "n", "--cluster", cluster.toString());

        assertEquals(0, run.exitCode(), run::err);
        assertFalse(run.out().contains("\u001B"), run::out);
        assertTrue(run.lines().stream().noneMatch(line -> line.startsWith("::")), run::out);
    }
}
