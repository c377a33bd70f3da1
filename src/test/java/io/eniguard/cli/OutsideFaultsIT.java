package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cli.FaultyServer.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tests that no answer of AWS, an API server or a proxy is reported as a bug, and that each missing fact has a fix. */
class OutsideFaultsIT {

    private final OutsideSettings settings;

    OutsideFaultsIT(@TempDir Path folder) {
        settings = new OutsideSettings(folder);
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @ParameterizedTest
    @EnumSource
    void doctorReportsAFaultOfBothSides(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            settings.awsIsAt(server.url());
            settings.apiServerIsAt(server.url());
            CommandRun run = DoctorRun.run();
            DoctorRun.assertReport(run);
            assertEquals(1, run.exitCode(), run::out);
            if (isSlow(fault)) {
                assertTrue(run.out().contains("Fix: raise --timeout (now 3s), or check the network"), run::out);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doctorReportsAnApiServerThatCannotBeExamined(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            settings.apiServerIsAt(server.url());
            CommandRun run = DoctorRun.run();
            DoctorRun.assertReport(run);
            assertEquals(1, run.exitCode(), run::out);
            assertTrue(run.out().contains("kubernetes  not examined: " + server.url() + ": "), run::out);
        }
    }

    @Test
    void credentialsThatAwsDoesNotAcceptAreOneProblem() throws Exception {
        try (FaultyServer server = new FaultyServer(Fault.UNAUTHORIZED)) {
            settings.awsIsAt(server.url());
            CommandRun run = DoctorRun.run();
            assertEquals(1, run.exitCode(), run::out);
            assertTrue(
                    run.out()
                            .contains(
                                    "problem  credentials  AWS does not accept these credentials (InvalidClientTokenId)\n"),
                    run::out);
            assertFalse(run.out().contains("permissions"), run::out);
        }
    }

    /** Slow faults are left out, because each would take the SDK's limit of half a minute. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HANG_BEFORE_HEADERS", "HANG_AFTER_HEADERS", "DRIP"})
    void checkAndSnapshotRefuseInFewLines(Fault fault) throws Exception {
        try (FaultyServer server = new FaultyServer(fault)) {
            settings.awsIsAt(server.url());
            for (CommandRun run : List.of(
                    CommandRun.of(
                            "check", "--vpc", "ec2", "--vpc-id", "vpc-0a1b2c3d", "examples/cluster/aws-node.yaml"),
                    CommandRun.of("snapshot", "--vpc", "ec2", "--vpc-id", "vpc-0a1b2c3d"))) {
                assertEquals(2, run.exitCode(), () -> run.out() + run.err());
                assertEquals("", run.out());
                DoctorRun.assertNoBug(run);
                // Calls with the same failure share one line. EKS answers in JSON and not in XML, so its failure can
                // have a line of its own.
                assertTrue(run.err().lines().count() <= 2, run::err);
            }
        }
    }

    @Test
    void checkNamesWrongCredentialsOnce() throws Exception {
        try (FaultyServer server = new FaultyServer(Fault.UNAUTHORIZED)) {
            settings.awsIsAt(server.url());
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
}
