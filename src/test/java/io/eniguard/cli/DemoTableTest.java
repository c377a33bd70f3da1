package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class DemoTableTest {

    private Step first;
    private Step second;

    @BeforeEach
    void readSteps(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), eniConfig("short"));
        Files.writeString(folder.resolve("b.yaml"), eniConfig("a-name-with-more-characters-than-fit-into-the-column"));
        Files.writeString(folder.resolve("demo.yaml"), """
                steps:
                  - part: One
                    steps:
                      - {file: a.yaml, as: admin, do: CREATE, expect: deny}
                      - {file: b.yaml, as: kubelet, do: DELETE, expect: allow}
                """);
        List<Step> steps = Script.read(folder).steps();
        first = steps.get(0);
        second = steps.get(1);
    }

    @Test
    void columnsAreAligned() {
        List<String> lines = printed(Ansi.OFF, table -> {
                    table.header();
                    table.row(first, StepOutcome.denied("[a-rule] no"), Optional.empty());
                    table.row(second, StepOutcome.denied("[a-rule] no"), Optional.empty());
                })
                .lines()
                .toList();

        for (String line : lines.subList(1, 3)) {
            assertEquals(lines.get(0).indexOf("VERDICT"), line.indexOf("deny"), line);
            assertEquals(lines.get(0).indexOf("MESSAGE"), line.indexOf("[a-rule]"), line);
        }
    }

    @Test
    void aLongNameIsCut() {
        String row = printed(Ansi.OFF, table -> table.row(second, allowed(), Optional.empty()));

        assertTrue(row.contains("ENIConfig a-name-with-more-characters…"), row);
    }

    @Test
    void aFixStartsANewLineBelowTheMessage() {
        List<String> lines = printed(
                        Ansi.OFF,
                        table -> table.row(first, StepOutcome.denied("[a-rule] no. Fix: do it"), Optional.empty()))
                .lines()
                .toList();

        assertEquals(2, lines.size());
        assertEquals(lines.get(0).indexOf("[a-rule]"), lines.get(1).indexOf("Fix: do it"));
    }

    @Test
    void aLongMessageIsWrappedBetweenWords() {
        String message = "[a-rule] " + "word ".repeat(60).strip();

        String row = printed(Ansi.OFF, table -> table.row(first, StepOutcome.denied(message), Optional.empty()));

        assertTrue(row.lines().count() > 2, row);
        assertTrue(row.replaceAll("\\s+", " ").contains(message), row);
        int margin = row.indexOf("[a-rule]");
        assertTrue(row.lines().allMatch(line -> line.length() <= margin + 90), row);
    }

    @Test
    void anUnexpectedOutcomeIsMarked() {
        String row = printed(Ansi.OFF, table -> table.row(first, allowed(), Optional.of("expected deny, got allow")));

        assertTrue(row.contains("NOT AS EXPECTED: expected deny, got allow"), row);
    }

    @Test
    void anExemptionIsShownWithItsOwner(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), eniConfig("short"));
        Files.writeString(folder.resolve("policy.yaml"), "{spec: {exemptions: [{owner: net-team}]}}");
        Files.writeString(
                folder.resolve("demo.yaml"),
                "steps: [{steps: [{file: a.yaml, policy: {file: policy.yaml, days: 3}, expect: allow}]}]");
        Step step = Script.read(folder).steps().get(0);

        String row = printed(
                Ansi.OFF,
                table -> table.row(
                        step, allowed().withExempted(Optional.of("a by b until 2026-12-14")), Optional.empty()));

        assertTrue(row.contains("exempted: a by b until 2026-12-14 (net-team)"), row);
    }

    @Test
    void coloursDoNotMoveColumns() {
        Consumer<DemoTable> rows = table -> table.row(first, StepOutcome.denied("[a-rule] no"), Optional.empty());

        String coloured = printed(Ansi.ON, rows);

        assertFalse(coloured.equals(printed(Ansi.OFF, rows)));
        assertEquals(printed(Ansi.OFF, rows), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 120, 160})
    void noLineIsWiderThanTheTerminal(int columns) {
        String message = "[a-rule] " + "words-of-several-lengths and ".repeat(9) + "x".repeat(100) + " end. Fix: do it";

        String text = printed(Ansi.OFF, OptionalInt.of(columns), table -> {
            table.header();
            table.part("A part with a title that is as long as titles of parts of the demo are");
            table.row(second, StepOutcome.denied(message), Optional.of("expected allow, got deny"));
        });

        text.lines().forEach(line -> assertTrue(line.length() <= columns, () -> line.length() + " columns: " + line));
        assertTrue(text.contains("ENIConfig") && text.contains("deny"), text);
        assertTrue(text.replaceAll("\\s+", "").contains("expectedallow,gotdeny"), text);
    }

    @Test
    void inANarrowTerminalTheMessageIsBelowTheObject() {
        List<String> lines = printed(Ansi.OFF, OptionalInt.of(60), table -> {
                    table.header();
                    table.row(first, StepOutcome.denied("[a-rule] no. Fix: do it"), Optional.empty());
                })
                .lines()
                .toList();

        assertFalse(lines.get(0).contains("MESSAGE"), lines.get(0));
        assertTrue(lines.get(1).endsWith("deny"), lines.get(1));
        assertEquals(List.of("    [a-rule] no.", "    Fix: do it"), lines.subList(2, 4));
    }

    private String printed(Ansi ansi, Consumer<DemoTable> rows) {
        return printed(ansi, OptionalInt.empty(), rows);
    }

    private String printed(Ansi ansi, OptionalInt width, Consumer<DemoTable> rows) {
        StringWriter text = new StringWriter();
        rows.accept(new DemoTable(new PrintWriter(text), ansi, List.of(first, second), width));
        return text.toString();
    }

    private static StepOutcome allowed() {
        return StepOutcome.allowed(List.of(), Optional.empty());
    }

    private static String eniConfig(String name) {
        return "{apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: {name: %s}}".formatted(name);
    }
}
