package io.eniguard.localkube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

    private final Path folder;
    private final Path log;

    LocalProcessTest(@TempDir Path folder) {
        this.folder = folder;
        this.log = folder.resolve("log");
    }

    @Test
    void itsOutputCanBeAwaited() throws Exception {
        LocalProcess process = sh("echo ready; exec sleep 600");

        assertEquals("ready\n", process.await("word", Duration.ofSeconds(30), () -> spoken(process)));

        process.stop(Duration.ofSeconds(30));
        assertTrue(process.hasEnded());
    }

    @Test
    void anEarlyEndIsReportedWithTheEndOfTheLog() throws Exception {
        LocalProcess process = sh("for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do echo line $i; done; exit 3");

        IOException ended = assertThrows(
                IOException.class, () -> process.await("port", Duration.ofSeconds(30), LocalProcessTest::never));

        assertTrue(
                String.valueOf(ended.getMessage())
                        .startsWith("sh ended with exit code 3 while its port was awaited. The end of " + log
                                + ":\nline 2\nline 3\n"),
                ended.getMessage());
        assertTrue(String.valueOf(ended.getMessage()).endsWith("\nline 16"), ended.getMessage());
    }

    @Test
    void aTimeoutIsReportedWithTheAwaitedCondition() throws Exception {
        LocalProcess process = sh("exec sleep 600");

        IOException vain =
                assertThrows(IOException.class, () -> process.await("port", Duration.ZERO, LocalProcessTest::never));

        process.stop(Duration.ofSeconds(30));
        assertEquals("no port of sh after 0 s: not there. The end of " + log + ":\n", vain.getMessage());
    }

    @Test
    void aProcessThatIgnoresSigtermIsKilled() throws Exception {
        LocalProcess process = sh("trap '' TERM; echo deaf; while :; do sleep 1; done");
        process.await("word", Duration.ofSeconds(30), () -> spoken(process));

        process.stop(Duration.ofMillis(1));

        assertTrue(process.hasEnded());
    }

    @Test
    void itGetsNoEnvironmentVariables() throws Exception {
        LocalProcess process = sh("env | cut -d= -f1 | grep -v -e PWD -e SHLVL -e '^_' | sort");

        IOException ended = assertThrows(
                IOException.class, () -> process.await("x", Duration.ofSeconds(30), LocalProcessTest::never));

        assertTrue(String.valueOf(ended.getMessage()).endsWith(":\nHOME\nPATH"), ended.getMessage());
    }

    private LocalProcess sh(String script) throws IOException {
        return LocalProcess.start(List.of("/bin/sh", "-c", script), Map.of(), folder, log);
    }

    private static String spoken(LocalProcess process) throws IOException {
        String text = process.logText();
        if (text.isEmpty()) {
            throw new IOException("silent");
        }
        return text;
    }

    private static Void never() throws IOException {
        throw new IOException("not there");
    }
}
