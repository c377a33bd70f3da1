package io.eniguard.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo where there is no API server. */
class DemoIT {

    private static final Map<String, String> NO_BINARIES = Map.of("KUBEBUILDER_ASSETS", "/nonexistent");

    private final Path folder;

    DemoIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutAnApiServerEveryOutcomeIsTheExpectedOne() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, NO_BINARIES)) {
            int exitCode = demo.exitCode();

            assertEquals(0, exitCode, demo.err() + demo.out());
            assertTrue(demo.err().contains("No Kubernetes API server at hand"), demo.err());
            assertTrue(demo.out().startsWith("There is no API server at hand"), demo.out());
            assertTrue(demo.out().strip().endsWith("outcomes are the expected ones."), demo.out());
            assertFalse(demo.out().contains("\u001b"), "colours, though nobody watches");
            assertNothingIsLeft();
        }
    }

    @Test
    void anInterruptEndsWhatWasStarted() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, NO_BINARIES)) {
            demo.awaitOutput(text -> text.contains("ENIConfig eu-central-1a-pods-1"));
            List<ProcessHandle> children = demo.children();

            demo.interrupt();
            demo.exitCode();

            assertFalse(children.isEmpty());
            for (ProcessHandle child : children) {
                child.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            }
            assertNothingIsLeft();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(DemoProcess.temporary(folder))) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.getFileName().toString().startsWith("eniguard-demo-"))
                            .toList());
        }
    }
}
