package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.json.TreeWriter;
import io.eniguard.text.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests names of files, keys, values and options that contain control characters or line breaks. */
class HostileTextTest {

    /**
     * An escape character, a C1 control, a bidirectional override, a line separator, and a line that a CI system would run as a command.
     */
    private static final String HOSTILE = "x\u001B[31m\u009B2J\u202Ey\u2028z\n::error::pwned";

    private final Path folder;

    HostileTextTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void namesOfObjectsAreStrippedInAReport() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), manifest(HOSTILE));
        CommandRun run = CommandRun.of("check", file.toString());
        assertEquals(1, run.exitCode());
        isPlain(run);
        assertTrue(run.out().contains("x [31m 2J y z ::error::pwned"), run.out());
    }

    @Test
    void namesOfObjectsInJsonKeepTheirValueAndAreEscaped() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), manifest(HOSTILE));
        CommandRun run = CommandRun.of("check", file.toString(), "-o", "json");
        isPlain(run);
        assertTrue(
                run.out().contains("\"name\": \"x\\u001B[31m\\u009B2J\\u202Ey\\u2028z\\n::error::pwned\""), run.out());
    }

    @Test
    void namesOfFilesAreStripped() throws IOException {
        for (String content : List.of(manifest("a"), "a: [", "kind: ConfigMap\nkind: ConfigMap")) {
            Path file = Files.writeString(folder.resolve(HOSTILE + ".json"), content);
            isPlain(CommandRun.of("check", file.toString()));
            isPlain(CommandRun.of("check", file.toString(), "--vpc", file.toString()));
            isPlain(CommandRun.of("check", "--cluster", file.toString()));
            isPlain(CommandRun.of("snapshot", "--cluster", file.toString(), "-o", file + ".out"));
            isPlain(CommandRun.of("render", "webhooks", "--service", "a/b", "--ca-file", file.toString()));
        }
        Path empty = Files.createDirectory(folder.resolve("d" + HOSTILE));
        isPlain(CommandRun.of("check", empty.toString()));
        isPlain(CommandRun.of("check", empty + "/none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s: 1\n%s: 2", "kind: List\n%s: 1", "Subnets: [{%s: 1}]", "%s: []", "a: *%s", "!%s a"})
    void keysAndValuesOfFilesAreStripped(String yaml) throws IOException {
        String quoted = "\"x\\e[31m\\x9B2J\\u202Ey\\u2028z\\n::error::pwned\"";
        Path file = Files.writeString(folder.resolve("a.yaml"), yaml.replace("%s", quoted));
        isPlain(CommandRun.of("check", file.toString()));
        Path raw = Files.writeString(folder.resolve("b.yaml"), yaml.replace("%s", "x\u009B2J\u202Ey\u2028"));
        isPlain(CommandRun.of("check", raw.toString(), "--vpc", file.toString()));
        isPlain(CommandRun.of("check", raw.toString(), "--vpc", raw.toString()));
    }

    static List<List<String>> commandLines() {
        return List.of(
                List.of(HOSTILE),
                List.of("--" + HOSTILE),
                List.of("check", "--" + HOSTILE),
                List.of("check", HOSTILE),
                List.of("check", "-f", HOSTILE),
                List.of("check", "-o", HOSTILE),
                List.of("check", "-o" + HOSTILE),
                List.of("check", "--fail-on", HOSTILE),
                List.of("check", "--fail-on=" + HOSTILE),
                List.of("check", "--vpc", HOSTILE, "a.yaml"),
                List.of("check", "--vpc", "\0" + HOSTILE, "a.yaml"),
                List.of("check", "--cluster", HOSTILE),
                List.of("check", "--max-age", HOSTILE, "a.yaml"),
                List.of("check", "--permit-cidr", HOSTILE, "a.yaml"),
                List.of("check", "\0"),
                List.of("check", ""),
                List.of("check", "a".repeat(100_000)),
                List.of("max-pods", HOSTILE),
                List.of("max-pods", "m5.large", "-o", HOSTILE),
                List.of("max-pods", "m5.large", "--max-eni", HOSTILE),
                List.of("max-pods", "m5.large", "--max-eni", "-1"),
                List.of("max-pods", "m5.large", "--max-eni", "99999999999999999999"),
                List.of("max-pods", "m5.large", "--host-network-pods", "-5"),
                List.of("max-pods", "m5.large", "--custom-networking=" + HOSTILE),
                List.of("max-pods", ""),
                List.of("render", HOSTILE),
                List.of("render", "webhooks", "--service", HOSTILE),
                List.of("render", "webhooks", "--url", HOSTILE),
                List.of("render", "webhooks", "--url", "https://h:1", "--ca-file", HOSTILE),
                List.of("render", "webhooks", "--url", "https://h:1", "--ca-file", "/"),
                List.of("snapshot", HOSTILE),
                List.of("snapshot", "--cluster", HOSTILE),
                List.of("snapshot", "--cluster", "examples/cluster", "-o", "\0"),
                List.of("snapshot", "--cluster", "examples/cluster", "-o", "a".repeat(5000)),
                List.of("snapshot", "--cluster", "examples/cluster", "-o", "/dev/null/" + HOSTILE),
                List.of("doctor", HOSTILE),
                List.of("doctor", "--timeout", HOSTILE),
                List.of("doctor", "--timeout", "-1s"),
                List.of("doctor", "--timeout", "1800h"),
                List.of("doctor", "--timeout", "PT9999999h"),
                List.of("doctor", "--namespace", HOSTILE),
                List.of("doctor", "--service", HOSTILE),
                List.of("doctor", "-o", HOSTILE),
                List.of("completion", HOSTILE),
                List.of("serve", "--port", HOSTILE),
                List.of("serve", "--" + HOSTILE));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void wrongCommandLinesAreStripped(List<String> arguments) {
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(2, run.exitCode(), run::toString);
        isPlain(run);
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void variablesAreStripped() {
        isPlain(CommandRun.with(Map.of("ENIGUARD_OUTPUT", HOSTILE), "check", "a.yaml"));
        isPlain(CommandRun.with(Map.of("ENIGUARD_VPC", HOSTILE), "check", "a.yaml"));
        isPlain(CommandRun.with(Map.of("ENIGUARD_MAX_ENI", HOSTILE), "max-pods", "m5.large"));
    }

    private static void isPlain(CommandRun run) {
        assertFalse(run.exitCode() == ExitCodes.BUG, run::toString);
        for (String text : List.of(run.out(), run.err())) {
            assertTrue(text.codePoints().allMatch(c -> c == '\n' || PlainText.isPlain(c)), () -> escaped(text));
            assertTrue(text.lines().noneMatch(line -> line.startsWith("::")), text);
        }
    }

    private static String escaped(String text) {
        return PlainText.escaped(text);
    }

    private static String manifest(String name) throws IOException {
        StringWriter json = new StringWriter();
        TreeWriter.write(
                Map.of(
                        "apiVersion",
                        "crd.k8s.amazonaws.com/v1alpha1",
                        "kind",
                        "ENIConfig",
                        "metadata",
                        Map.of("name", name),
                        "spec",
                        Map.of(name, name)),
                json);
        return json.toString();
    }
}
