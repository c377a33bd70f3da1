package io.eniguard.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldLinesTest {

    private static final String TEXT = """
            kind: Other
            ---
            # A comment.
            kind: Policy
            spec:
              rules:
                - id: one
                - id: two
                  action:
                    Warn
                  parameters:
                    permitted:
                      - 10.0.0.0/8
                      - ten
              match: &match
                names: [a,
                  b]
              other: *match
            """;

    @ParameterizedTest
    @CsvSource({
        "kind, 4",
        "spec, 5",
        "spec.rules, 6",
        "spec.rules[0], 7",
        "spec.rules[0].id, 7",
        "spec.rules[1], 8",
        "spec.rules[1].action, 10",
        "spec.rules[1].parameters.permitted, 12",
        "spec.rules[1].parameters.permitted[1], 14",
        "spec.match.names[0], 16",
        "spec.match.names[1], 17",
        "spec.rules[0].absent, 7",
        "spec.rules[1].parameters.absent[3].id, 11",
        "spec.rules[7].id, 6",
        "spec.other.names[1], 18",
        "metadata.name, 4",
        "spec.rules[x], 6",
        "spec.rules[, 6"
    })
    void anAbsentFieldHasTheLineOfItsParent(String path, int line) {
        assertEquals(line, FieldLines.of(TEXT, 4).orElseThrow().line(path));
    }

    @Test
    void aLineWithoutAMappingHasNoFields() {
        assertTrue(FieldLines.of(TEXT, 3).isEmpty());
    }

    @Test
    void aKeyCanContainAPoint() {
        assertEquals(2, FieldLines.of("labels:\n  a.b/c: d\n", 1).orElseThrow().line("labels.a.b/c"));
    }

    @Test
    void anErrorAfterTheMappingDoesNotMatter() {
        assertEquals(2, FieldLines.of("a: b\nc: d\n---\n[", 1).orElseThrow().line("c"));
    }

    @Test
    void jsonHasLinesToo() {
        assertEquals(
                3,
                FieldLines.of("{\"items\": [\n{\"kind\": \"Policy\",\n\t\"spec\": {}}]}", 2)
                        .orElseThrow()
                        .line("spec"));
    }
}
