package io.eniguard.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the demo with an API server that it starts itself. */
@RealApiServer
class DemoAtApiServerIT {

    private final Path folder;

    DemoAtApiServerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aNarrowTerminalGetsTheHighlightsOnSixtyLines() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, Map.of("COLUMNS", "60"))) {
            assertEquals(0, demo.exitCode(), demo.err() + demo.out());
            demo.out().lines().forEach(line -> assertTrue(line.length() <= 60, line));
            assertTrue(demo.out().lines().count() <= 60, demo.out());
        }
    }

    @Test
    void everyOutcomeIsTheExpectedOne() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, Map.of(), "--all")) {
            int exitCode = demo.exitCode();

            assertEquals(0, exitCode, demo.err() + demo.out());
            assertTrue(demo.out().contains("\nAll 99 outcomes are as expected.\n"), demo.out());
            assertTrue(demo.out().contains("exempted: has-owner by tags until 2"), demo.out());
            assertTrue(demo.out().contains("has ended"), demo.out());
            assertTrue(demo.out().startsWith("Every write goes through a real kube-apiserver"), demo.out());
        }
    }
}
