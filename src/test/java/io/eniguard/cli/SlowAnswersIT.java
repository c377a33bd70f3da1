package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that doctor's exit code does not depend on how long a service takes to fail. A single call may take one second here. */
class SlowAnswersIT {

    private final OutsideSettings settings;

    SlowAnswersIT(@TempDir Path folder) {
        settings = new OutsideSettings(folder);
    }

    @AfterEach
    void restore() {
        settings.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 800, 1200, 5000})
    void anAwsThatFailsIsAProblem(int delay) throws Exception {
        try (AnsweringServer server = failing(delay)) {
            settings.awsIsAt(server.url());
            assertExitCode(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 800, 1200, 5000})
    void anApiServerThatFailsIsAProblem(int delay) throws Exception {
        try (AnsweringServer server = failing(delay)) {
            settings.apiServerIsAt(server.url());
            assertExitCode(1);
        }
    }

    @Test
    void withoutCredentialsAndKubeconfigNothingIsExamined() {
        assertExitCode(3);
    }

    private static AnsweringServer failing(int delay) throws Exception {
        return new AnsweringServer(Duration.ofMillis(delay), 500, request -> "");
    }

    private static void assertExitCode(int expected) {
        CommandRun run = DoctorRun.run();
        DoctorRun.assertReport(run);
        assertEquals(expected, run.exitCode(), run::out);
    }
}
