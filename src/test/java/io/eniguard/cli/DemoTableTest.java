package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.demo.script.Outcome;
import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void columnsStandBelowOneAnother() {
        List<String> lines = printed(Ansi.OFF, table -> {
                    table.header();
                    table.row(first, Outcome.denied("[a-rule] no"), Optional.empty());
                    table.row(second, Outcome.denied("[a-rule] no"), Optional.empty());
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
    void aFixBeginsALineOfItsOwnBelowTheMessage() {
        List<String> lines = printed(
                        Ansi.OFF,
                        table -> table.row(first, Outcome.denied("[a-rule] no. Fix: do it"), Optional.empty()))
                .lines()
                .toList();

        assertEquals(2, lines.size());
        assertEquals(lines.get(0).indexOf("[a-rule]"), lines.get(1).indexOf("Fix: do it"));
    }

    @Test
    void aLongMessageIsWrappedBetweenWordsAndLosesNone() {
        String message = "[a-rule] " + "word ".repeat(60).strip();

        String row = printed(Ansi.OFF, table -> table.row(first, Outcome.denied(message), Optional.empty()));

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
    void coloursDoNotMoveColumns() {
        Consumer<DemoTable> rows = table -> table.row(first, Outcome.denied("[a-rule] no"), Optional.empty());

        String coloured = printed(Ansi.ON, rows);

        assertFalse(coloured.equals(printed(Ansi.OFF, rows)));
        assertEquals(printed(Ansi.OFF, rows), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    private String printed(Ansi ansi, Consumer<DemoTable> rows) {
        StringWriter text = new StringWriter();
        rows.accept(new DemoTable(new PrintWriter(text), ansi, List.of(first, second)));
        return text.toString();
    }

    private static Outcome allowed() {
        return Outcome.allowed(List.of(), Optional.empty());
    }

    private static String eniConfig(String name) {
        return "{apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: {name: %s}}".formatted(name);
    }
}
