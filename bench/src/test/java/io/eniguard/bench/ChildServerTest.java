package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildServerTest {
    // No server listens on port 9, which is reserved for the discard protocol.
    private static final Probe PROBE = Probe.review(new ServerAddress(9), new Review("/validate", "u1", "{}"));

    private final Path folder;

    ChildServerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aServerThatEndsEarlyIsReportedWithItsLastOutput() {
        IOException failure = start("echo no such file: cert.pem; exit 3", Duration.ofSeconds(20));
        assertTrue(failure.toString().contains("exit code 3"), failure::toString);
        assertTrue(failure.toString().contains("no such file: cert.pem"), failure::toString);
    }

    @Test
    void aServerThatNeverAnswersIsStopped() {
        IOException failure = start("echo pid $$; exec sleep 60", Duration.ofMillis(300));
        assertTrue(failure.toString().contains("did not answer within"), failure::toString);
        String pid = failure.toString().replaceAll("(?s).*pid (\\d+).*", "$1");
        assertTrue(ProcessHandle.of(Long.parseLong(pid)).isEmpty(), failure::toString);
    }

    @Test
    void memoryOfThisProcessIsRead() throws IOException {
        ResidentMemory memory = ResidentMemory.of(ProcessHandle.current().pid());
        assertTrue(memory.now() > 1_024 && memory.peak() >= memory.now() / 2, memory::toString);
        assertThrows(IOException.class, () -> ResidentMemory.of(0));
    }

    private IOException start(String script, Duration patience) {
        var program = new ChildServer.Program("server", List.of("sh", "-c", script), folder.resolve("log"));
        return assertThrows(IOException.class, () -> ChildServer.start(program, PROBE, patience));
    }
}
