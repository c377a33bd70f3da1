package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the message about an unusable kubeconfig names the place of the mistake but quotes nothing from the file. */
class KubeconfigIT {

    private static final String SECRET = "hunter2";

    private static final String USABLE = """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: hunter2}}]
            """;

    private final Path folder;

    KubeconfigIT(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                        List.of("check", "--cluster", "kube"),
                        List.of("snapshot", "--cluster", "kube"),
                        List.of("doctor"),
                        List.of("serve", "--vpc", "examples/vpc"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anInvalidLineIsNamed(List<String> command) throws Exception {
        Path file = write("users:\n- name: a\n  user:\n    token: hunter2: x\n");
        isRefused(file + ": not a kubeconfig (line 4)", run(file.toString(), command));
        Path shape = write("users:\n- name: a\n  user: 'token: hunter2'\n");
        isRefused(shape + ": not a kubeconfig (line 2)", run(shape.toString(), command));
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws Exception {
        isRefused("/etc/passwd: not a kubeconfig (line ", run("/etc/passwd", "check", "--cluster", "kube"));
        isRefused(
                folder + ": not a regular file. Fix: set KUBECONFIG to a kubeconfig file",
                run(folder.toString(), "check", "--cluster", "kube"));
        isRefused(
                "/dev/zero: not a regular file. Fix: set KUBECONFIG to a kubeconfig file",
                run("/dev/zero", "check", "--cluster", "kube"));
    }

    @Test
    void theInvalidOneOfTwoFilesIsNamed() throws Exception {
        Path usable = write(USABLE);
        Path wrong = Files.writeString(folder.resolve("wrong"), "- hunter2");
        isRefused(wrong + ": not a kubeconfig (line 1)", run(usable + ":" + wrong, "check", "--cluster", "kube"));
    }

    @Test
    void contentBeyondALimitIsRefused() throws Exception {
        Path deep = write(USABLE + "extra: " + "{a: ".repeat(3_000));
        isRefused(
                deep
                        + ": not a kubeconfig (line %d: nested deeper than 100 levels)"
                                .formatted(USABLE.lines().count() + 1),
                run(deep.toString(), "check", "--cluster", "kube"));
        Path huge = write(USABLE + "# a comment\n".repeat(1 << 20));
        isRefused(huge + ": larger than 8 MiB", run(huge.toString(), "check", "--cluster", "kube"));
        Path binary = write(USABLE + "\0\n");
        isRefused(binary + ": not a kubeconfig (line ", run(binary.toString(), "check", "--cluster", "kube"));
    }

    /** Like kubectl, the Kubernetes client ignores missing files and merges the others. */
    @Test
    void severalFilesAreMerged() throws Exception {
        Path usable = write(USABLE.replace("current-context: c\n", ""));
        Path choice = Files.writeString(folder.resolve("choice"), "current-context: c\n");
        CommandOutput run = run(choice + ":" + folder.resolve("none") + ":" + usable, "check", "--cluster", "kube");
        isRefused("kube: the cluster cannot be read: ", run);
        assertTrue(run.err().contains("127.0.0.1:1"), run.err());
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anUnusableValueIsReported(String from, String to) throws Exception {
        Path file = write(USABLE.replace(from, to));
        CommandOutput run = run(file.toString(), "check", "--cluster", "kube");
        assertEquals(2, run.exitCode(), run.err());
        saysNothing(run);
        saysNothing(run(file.toString(), "doctor", "--timeout", "5s"));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("https://127.0.0.1:1", "https://admin:hunter2@127.0.0.1:1"),
                Arguments.of("https://127.0.0.1:1", "https://admin:hunter2@no.such.host.invalid:1"),
                Arguments.of("server:", "certificate-authority-data: aHVudGVyMg==, server:"),
                Arguments.of("server:", "certificate-authority-data: hunter2!, server:"),
                Arguments.of("server:", "certificate-authority: /etc/passwd, server:"),
                Arguments.of("token: hunter2", "client-certificate-data: aHVudGVyMg==, client-key-data: aHVudGVyMg=="),
                Arguments.of("token: hunter2", "client-certificate: /etc/passwd, client-key: /etc/passwd"),
                Arguments.of(
                        "token: hunter2",
                        "exec: {apiVersion: v1, command: sh, args: [-c, 'echo hunter2 >&2; exit 1']}"),
                Arguments.of("token: hunter2", "exec: {apiVersion: v1, command: echo, args: ['hunter2: {a: ]']}"),
                Arguments.of(
                        "token: hunter2",
                        "exec: {apiVersion: v1, command: printf, args: ['{\"apiVersion\": \"v1\", \"status\": {\"token\": \"hunter2\\\\n3\"}}']}"),
                Arguments.of("token: hunter2", "exec: {apiVersion: v1, args: [hunter2]}"),
                Arguments.of("token: hunter2", "exec: {apiVersion: v1, command: /no/such/hunter2}"),
                Arguments.of("current-context: c", "current-context: hunter2"));
    }

    private Path write(String content) throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), content);
    }

    private static void isRefused(String line, CommandOutput run) {
        assertEquals(2, run.exitCode(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith(line), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        saysNothing(run);
    }

    private static void saysNothing(CommandOutput run) {
        assertFalse(run.exitCode() == ExitCodes.BUG, run.err());
        String all = run.out() + run.err();
        assertFalse(all.contains(SECRET) || all.contains("\tat ") || all.contains("root:"), all);
    }

    private static CommandOutput run(String kubeconfig, String... arguments) throws Exception {
        return run(kubeconfig, List.of(arguments));
    }

    private static CommandOutput run(String kubeconfig, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./eniguard"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig);
        Path err = Files.createTempFile("stderr", null);
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String errors = Files.readString(err);
        Files.delete(err);
        return new CommandOutput(exitCode, out, errors);
    }
}
