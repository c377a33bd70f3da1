package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxPodsCommandTest {

    private static final List<String> FIELDS = List.of(
            "instanceType",
            "customNetworking",
            "prefixDelegation",
            "theoretical",
            "recommended",
            "enis",
            "ipv4PerEni",
            "vcpus",
            "why");

    @Test
    void printsATable() {
        CommandRun run = maxPods("m5.large", "c5a.metal");
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
        assertEquals("""
                TYPE        THEORETICAL   RECOMMENDED   ENIS   IPV4/ENI   VCPUS       WHY
                m5.large    20            20            3      10         2           (3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20
                c5a.metal   688           110           15     50         <unknown>   (15 - 1) interfaces x (50 - 1) addresses + 2 host-network pods = 688; capped at 110 with unknown vCPUs
                """, run.out());
    }

    @Test
    void printsJsonWithItsFieldsInOrder() {
        JsonArray array = json(maxPods("m5.large", "-o", "json"));
        JsonObject answer = array.getJsonObject(0);
        assertEquals(1, array.size());
        assertEquals(FIELDS, List.copyOf(answer.keySet()));
        assertEquals(
                "{\"instanceType\":\"m5.large\",\"customNetworking\":true,\"prefixDelegation\":false,"
                        + "\"theoretical\":20,\"recommended\":20,\"enis\":3,\"ipv4PerEni\":10,\"vcpus\":2,"
                        + "\"why\":\"(3 - 1) interfaces x (10 - 1) addresses + 2 host-network pods = 20\"}",
                answer.toString());
    }

    @Test
    void unknownVcpusAreNullInJsonAndEmptyInCsv() {
        JsonArray array = json(maxPods("c5a.metal", "-o", "json"));
        assertEquals(JsonValue.NULL, array.getJsonObject(0).get("vcpus"));
        assertTrue(maxPods("c5a.metal", "-o", "csv").out().contains("c5a.metal,true,false,688,110,15,50,,(15 - 1)"));
    }

    @Test
    void printsCsvUnderAHeaderOfTheSameNames() {
        assertEquals(
                """
                instanceType,customNetworking,prefixDelegation,theoretical,recommended,enis,ipv4PerEni,vcpus,why
                t3.small,false,true,146,110,3,4,2,3 interfaces x (4 - 1) prefixes x 16 addresses + 2 host-network pods = 146; capped at 110 with 2 vCPUs
                """,
                maxPods("t3.small", "--custom-networking=false", "--prefix-delegation=true", "-o", "csv")
                        .out());
    }

    @Test
    void csvQuotesValuesThatWouldBreakALine() {
        assertEquals("\"a,b\"", MaxPodsFormat.csv(Json.createValue("a,b")));
        assertEquals("\"say \"\"a\"\"\"", MaxPodsFormat.csv(Json.createValue("say \"a\"")));
        assertEquals("\"a\nb\"", MaxPodsFormat.csv(Json.createValue("a\nb")));
    }

    @Test
    void listsEveryTypeInOrderOfName() {
        List<String> names = names(maxPods("--all", "-o", "json"));
        assertEquals(1391, names.size());
        assertEquals(names.stream().sorted().toList(), names);
        assertEquals(1392, maxPods("--all").out().lines().count());
        assertEquals(1392, maxPods("--all", "-o", "csv").out().lines().count());
    }

    @Test
    void aTypeNamedBesideAllIsCheckedAndListedOnce() {
        CommandRun run = maxPods("--all", "m5.large", "m5.lagre", "-o", "json");
        assertEquals(2, run.exitCode());
        assertEquals(1391, names(run).size());
        assertEquals("unknown instance type \"m5.lagre\"; did you mean m5.large?\n", run.err());
    }

    @Test
    void keepsTheOrderGivenAndRepetitions() {
        assertEquals(
                List.of("t3.small", "m5.large", "t3.small"),
                names(maxPods("t3.small", "m5.large", "t3.small", "-o", "json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void anUnknownTypeDoesNotSuppressTheOthers(String format) {
        CommandRun run = maxPods("m5.lagre", "t3.small", "nonsense", "-o", format);
        assertEquals(2, run.exitCode());
        assertEquals(maxPods("t3.small", "-o", format).out(), run.out());
        assertEquals(
                "unknown instance type \"m5.lagre\"; did you mean m5.large?\nunknown instance type \"nonsense\"\n",
                run.err());
    }

    @Test
    void onlyUnknownTypesLeadToAnEmptyResult() {
        assertEquals(2, maxPods("nonsense").exitCode());
        assertEquals("", maxPods("nonsense").out());
        assertEquals(List.of(), names(maxPods("nonsense", "-o", "json")));
        assertEquals(
                String.join(",", FIELDS) + "\n",
                maxPods("nonsense", "-o", "csv").out());
    }

    @Test
    void typedNamesAreCutAndStrippedBeforeTheyAreShown() {
        assertEquals(
                "unknown instance type \"[31mred\"\n", maxPods("\u001b[31mred").err());
        assertEquals(
                "unknown instance type \"" + "a".repeat(62) + "…\"\n",
                maxPods("a".repeat(5000)).err());
    }

    /**
     * A flag without a value is on. The argument after such a flag is an instance type, unless the argument is {@code true} or {@code
     * false}.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
            m5.large,                                                      20
            m5.large --custom-networking false,                            29
            m5.large --custom-networking=false,                            29
            --custom-networking false m5.large,                            29
            m5.large --custom-networking,                                  20
            --custom-networking m5.large,                                  20
            m5.large --custom-networking true,                             20
            --prefix-delegation m5.large,                                  290
            m5.large --prefix-delegation,                                  290
            m5.large --prefix-delegation TRUE,                             290
            m5.large --prefix-delegation false,                            20
            --prefix-delegation true --custom-networking false m5.large,   434
            --pod-eni m5.large,                                            11
            m5.large --pod-eni=true,                                       11
            m5.large --pod-eni false,                                      20
            m5.large --max-eni 2,                                          11
            m5.large --max-eni=9,                                          20
            m5.large --host-network-pods 5,                                23
            m5.large --host-network-pods 0,                                18
            --pod-eni --prefix-delegation --max-eni 4 --host-network-pods 3 m5.4xlarge, 931
            """)
    void acceptsItsOptionsInAnyForm(String line, int theoretical) {
        CommandRun run = maxPods((line + " -o json").split(" +"));
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        assertEquals(theoretical, json(run).getJsonObject(0).getInt("theoretical"));
    }

    @Test
    void jsonRepeatsTheModeThatWasAskedFor() {
        JsonObject answer = json(maxPods("t2.micro", "--prefix-delegation", "--custom-networking=false", "-o", "json"))
                .getJsonObject(0);
        assertEquals(JsonValue.FALSE, answer.get("customNetworking"));
        assertEquals(JsonValue.TRUE, answer.get("prefixDelegation"));
        assertTrue(answer.getString("why").endsWith("no prefixes on xen"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                    | the instance type is missing. Fix: add one, such as m5.large, or --all
            -o json                               | the instance type is missing. Fix: add one, such as m5.large, or --all
            m5.large --max-eni -1                 | --max-eni: MAX_ENI must be 1 or more: -1
            m5.large --max-eni=0                  | --max-eni: MAX_ENI must be 1 or more: 0
            m5.large --max-eni two                | --max-eni: 'two' is not an int
            m5.large --host-network-pods -3       | --host-network-pods: host-network pods must be 0 to 10000: -3
            m5.large --host-network-pods=-3       | --host-network-pods: host-network pods must be 0 to 10000: -3
            m5.large --host-network-pods 99999999999 | --host-network-pods: '99999999999' is not an int
            m5.large --custom-networking=yes      | --custom-networking: 'yes' is not a boolean
            m5.large -o yaml                      | --output: "yaml" is not one of text, json, csv
            m5.large --no-such-option             | Unknown option: '--no-such-option'
            """)
    void wrongUsageIsReportedOnlyOnStderr(String line, String reason) {
        CommandRun run = maxPods(
                Stream.of(line.split(" +")).filter(word -> !word.isEmpty()).toArray(String[]::new));
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertEquals("eniguard: " + reason, run.err().lines().findFirst().orElse(""));
    }

    @Test
    void helpNamesEveryOption() {
        CommandRun run = maxPods("--help");
        assertEquals(0, run.exitCode());
        for (String option : List.of(
                "--all",
                "--custom-networking",
                "--prefix-delegation",
                "--pod-eni",
                "--max-eni",
                "--host-network-pods",
                "text, json, csv")) {
            assertTrue(run.out().contains(option), run.out());
        }
    }

    private static List<String> names(CommandRun run) {
        return json(run).getValuesAs(JsonObject.class).stream()
                .map(answer -> ((JsonString) answer.getValue("/instanceType")).getString())
                .toList();
    }

    /** Parses the output and fails if it is anything other than one JSON document. */
    private static JsonArray json(CommandRun run) {
        try (JsonReader reader = Json.createReader(new StringReader(run.out()))) {
            return reader.readArray();
        }
    }

    private static CommandRun maxPods(String... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("max-pods"), Stream.of(arguments)).toArray(String[]::new));
    }
}
