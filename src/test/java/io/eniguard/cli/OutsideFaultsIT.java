package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cli.FaultyServer.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tests that no answer of AWS, an API server or a proxy is reported as a bug, and that each missing fact has a fix. */
class OutsideFaultsIT {

    private static final String NOTHING = "/nonexistent";

    private final Path folder;
    private final Map<String, Optional<String>> before = new HashMap<>();

    OutsideFaultsIT(@TempDir Path folder) {
        this.folder = folder;
        set("aws.region", "us-west-2");
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(old -> System.setProperty(name, old), () -> System.clearProperty(name)));
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
    }

    @ParameterizedTest
    @EnumSource
    void doctorReportsAFaultOfBothSides(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            awsIsAt(server.url());
            set("kubeconfig", kubeconfig(server.url()));
            CommandRun run = doctor();
            isAReport(run);
            if (isSlow(fault)) {
                assertEquals(1, run.exitCode(), run::out);
                assertTrue(run.out().contains("Fix: raise --timeout (now 3s), or check the network"), run::out);
            } else {
                assertEquals(run.exitCode(), doctor().exitCode(), "a second run differs");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doctorReportsAnApiServerThatCannotBeExamined(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            set("kubeconfig", kubeconfig(server.url()));
            CommandRun run = doctor();
            isAReport(run);
            assertTrue(run.out().contains("kubernetes  not examined: " + server.url() + ": "), run::out);
        }
    }

    @Test
    void credentialsThatAwsDoesNotAcceptAreOneProblem() throws Exception {
        try (FaultyServer server = new FaultyServer(Fault.UNAUTHORIZED)) {
            awsIsAt(server.url());
            set("kubeconfig", NOTHING);
            CommandRun run = doctor();
            assertEquals(1, run.exitCode(), run::out);
            assertTrue(
                    run.out()
                            .contains(
                                    "problem  credentials  AWS does not accept these credentials (InvalidClientTokenId)\n"),
                    run::out);
            assertFalse(run.out().contains("permissions"), run::out);
        }
    }

    /** The command line reads the VPC with the same calls. Slow faults are left out, since they take the SDK's limit of half a minute. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HANG_BEFORE_HEADERS", "HANG_AFTER_HEADERS", "DRIP"})
    void checkAndSnapshotRefuseInFewLines(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            awsIsAt(server.url());
            for (CommandRun run : List.of(
                    CommandRun.of(
                            "check", "--vpc", "ec2", "--vpc-id", "vpc-0a1b2c3d", "examples/cluster/aws-node.yaml"),
                    CommandRun.of("snapshot", "--vpc", "ec2", "--vpc-id", "vpc-0a1b2c3d"))) {
                assertEquals(2, run.exitCode(), () -> run.out() + run.err());
                assertEquals("", run.out());
                isNoBug(run);
                // Calls with the same failure share one line; answers in another format cause a second line.
                assertTrue(run.err().lines().count() <= 2, run::err);
            }
        }
    }

    @Test
    void checkNamesWrongCredentialsOnce() throws Exception {
        try (FaultyServer server = new FaultyServer(Fault.UNAUTHORIZED)) {
            awsIsAt(server.url());
            CommandRun run = CommandRun.of(
                    "check",
                    "--vpc",
                    "ec2",
                    "--vpc-id",
                    "vpc-0a1b2c3d",
                    "--cluster-name",
                    "prod",
                    "examples/cluster/aws-node.yaml");
            assertEquals("ec2: AWS does not accept these credentials (AuthFailure)\n", run.err());
        }
    }

    private static boolean isSlow(Fault fault) {
        return fault == Fault.DRIP || fault.name().startsWith("HANG");
    }

    private static void isAReport(CommandRun run) {
        assertTrue(run.exitCode() == 1 || run.exitCode() == 3, () -> run.exitCode() + "\n" + run.out() + run.err());
        isNoBug(run);
        List<String> lines = run.lines();
        for (int i = 0; i < lines.size() - 1; i++) {
            if (lines.get(i).matches("(unknown|problem|warning) .*")) {
                assertTrue(lines.get(i + 1).strip().startsWith("Fix: "), run::out);
            }
        }
    }

    private static void isNoBug(CommandRun run) {
        String all = run.out() + run.err();
        assertFalse(all.contains("a bug") || all.contains("\tat ") || all.contains("ENIGUARD_DEBUG"), all);
    }

    private void awsIsAt(URI endpoint) {
        set("aws.endpointUrl", endpoint.toString());
        set("aws.accessKeyId", "test");
        set("aws.secretAccessKey", "test");
    }

    private String kubeconfig(URI url) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(url))
                .toString();
    }

    private static CommandRun doctor() {
        return CommandRun.of("doctor", "--timeout", "3s");
    }
}
