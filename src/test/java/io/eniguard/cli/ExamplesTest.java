package io.eniguard.cli;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.demo.script.Actor;
import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.Write;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that {@code check} reports the findings that {@code demo.yaml} expects for the examples. */
class ExamplesTest {

    private static final Path FOLDER = Path.of("examples");

    @TestFactory
    Stream<DynamicTest> objectsThatAPersonCreatesGetTheVerdictOfTheDemo() throws IOException {
        Script script = Script.read(FOLDER);
        return Stream.concat(script.steps().stream(), script.onlyCheck().stream())
                .filter(step -> step.actor() == Actor.ADMIN && step.write() == Write.CREATE)
                .filter(step -> step.file().startsWith("wrong/") || step.file().startsWith("guide/"))
                .map(step -> dynamicTest(step.file(), () -> check(step)));
    }

    private static void check(Step step) {
        JsonObject result = report(FOLDER.resolve(step.file()).toString())
                .getJsonArray("results")
                .getJsonObject(0);

        List<JsonObject> findings = result.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                .filter(finding -> finding.getString("action").equals(result.getString("verdict")))
                .toList();
        assertEquals(step.expected().verdict().word(), result.getString("verdict"));
        assertEquals(
                new TreeSet<>(step.expected().rules()),
                findings.stream().map(finding -> finding.getString("rule")).collect(toCollection(TreeSet::new)));
    }

    @Test
    void theClusterOfTheExamplesHasNoFindings() {
        JsonObject summary = report().getJsonObject("summary");

        assertEquals(
                List.of(0, 0, 0),
                Stream.of("deny", "warn", "unknown").map(summary::getInt).toList(),
                summary.toString());
    }

    private static JsonObject report(String... files) {
        StringWriter out = new StringWriter();
        Stream<String> options = Stream.of("--vpc=examples/vpc", "--cluster=examples/cluster", "--output=json");
        Main.PROGRAM
                .commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .execute(Stream.of(Stream.of("check"), Stream.of(files), options)
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(out.toString()))) {
            return reader.readObject();
        }
    }
}
