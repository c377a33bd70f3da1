package io.eniguard.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the demo without an API server. */
class DemoIT {

    private static final Map<String, String> NO_BINARIES = Map.of("KUBEBUILDER_ASSETS", "/nonexistent");

    private static final Map<String, String> NARROW_WITHOUT_BINARIES =
            Map.of("KUBEBUILDER_ASSETS", "/nonexistent", "COLUMNS", "60");

    private static final int LONGEST = 60;

    private final Path folder;

    DemoIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutAnApiServerEveryOutcomeIsTheExpectedOne() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, NO_BINARIES)) {
            int exitCode = demo.exitCode();

            assertEquals(0, exitCode, demo.err() + demo.out());
            assertTrue(demo.err().contains("There is no Kubernetes API server"), demo.err());
            assertTrue(demo.out().startsWith("There is no API server, so the demo itself"), demo.out());
            assertTrue(demo.out().strip().endsWith("9 are shown; --all shows every one."), demo.out());
            assertTrue(demo.out().lines().count() <= LONGEST, demo.out());
            for (String row : List.of(
                    "deny     ENIConfig eu-central-1a-of-nodes: [subnet-cidr]",
                    "warn     [node-zone]",
                    "writes into kubelet: maxPods: 44")) {
                assertTrue(demo.out().contains(row), demo.out());
            }
            assertFalse(demo.out().contains("\u001b"), "the output has colours without a terminal");
            assertNothingIsLeft();
        }
    }

    @Test
    void anExemptionIsInForceUntilItsEnd() throws IOException, InterruptedException {
        LocalDate before = LocalDate.now(ZoneOffset.UTC);
        try (DemoProcess demo = DemoProcess.start(folder, NARROW_WITHOUT_BINARIES)) {
            assertEquals(0, demo.exitCode(), demo.err() + demo.out());
            assertTrue(
                    demo.out().contains(policyPart(before))
                            || demo.out().contains(policyPart(LocalDate.now(ZoneOffset.UTC))),
                    demo.out());
            assertTrue(demo.out().lines().count() <= LONGEST, demo.out());
        }
    }

    private static String policyPart(LocalDate today) {
        return """
                A policy, an exemption from it, and the exemption's end
                admin creates        ENIConfig lab                   deny
                    ENIConfig lab: [has-owner] the subnet has no tag owner.
                    Fix: see the custom rule has-owner of the policy tags
                admin creates        ENIConfig lab                   allow
                    exempted: has-owner by tags until %s (net-team)
                admin creates        ENIConfig lab                   deny
                    ENIConfig lab: [has-owner] the subnet has no tag owner.
                    Fix: see the custom rule has-owner of the policy tags
                    the exemption until %s has ended
                """.formatted(today.plusDays(14), today.minusDays(1));
    }

    @Test
    void anUnexpectedOutcomeIsShownAndCountedEvenIfItIsNoHighlight() throws Exception {
        Path examples = copyOfExamples();
        Path script = examples.resolve("demo.yaml");
        String changed = Files.readString(script)
                .replace(
                        "{file: cluster/aws-node.yaml, as: admin, do: CREATE, expect: warn, rules: [cni-change]}",
                        "{file: cluster/aws-node.yaml, as: admin, do: CREATE, expect: deny}");
        Files.writeString(script, changed);
        try (DemoProcess demo = DemoProcess.start(folder, NO_BINARIES, "--examples=" + examples)) {
            assertEquals(1, demo.exitCode(), demo.err() + demo.out());
            assertTrue(demo.out().contains("NOT AS EXPECTED: expected deny, got warn by cni-change"), demo.out());
            assertTrue(demo.out().contains("1 of 99 outcomes are not as expected:"), demo.out());
        }
    }

    @Test
    void anInterruptStopsAllProcesses() throws IOException, InterruptedException {
        try (DemoProcess demo = DemoProcess.start(folder, NO_BINARIES)) {
            demo.awaitOutput(text -> text.contains("Nodes register"));
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

    private Path copyOfExamples() throws IOException {
        Path original = Path.of("examples");
        Path copy = folder.resolve("examples");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(original.relativize(file)));
            }
        }
        return copy;
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
