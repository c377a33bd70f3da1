package io.eniguard.localkube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

    private final Path folder;

    ProcessGroupTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void processesEndInReverseOrder() throws Exception {
        Path ends = folder.resolve("ends");
        try (ProcessGroup group = ProcessGroup.open()) {
            for (String name : List.of("etcd", "kube-apiserver")) {
                LocalProcess process = group.start(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "trap 'echo %s >>%s; exit' TERM; echo up; while :; do sleep 0.05; done"
                                        .formatted(name, ends)),
                        folder,
                        folder.resolve(name));
                process.await("start", Duration.ofSeconds(30), () -> up(process));
            }
        }

        assertEquals(List.of("kube-apiserver", "etcd"), Files.readAllLines(ends));
    }

    @Test
    void aClosedGroupStartsNothing() throws Exception {
        ProcessGroup group = ProcessGroup.open();
        group.close();

        IOException refused = assertThrows(
                IOException.class, () -> group.start(List.of("sleep", "600"), folder, folder.resolve("log")));
        assertEquals("not started, since all processes are being stopped: sleep", refused.getMessage());
    }

    @Test
    void processesEndWithAJvmThatIsKilled() throws Exception {
        assertEnds(startedBy("stay", process -> process.destroyForcibly()));
    }

    @Test
    void processesEndWithAJvmThatEndsByItself() throws Exception {
        assertEnds(startedBy("leave", process -> {}));
    }

    private static void assertEnds(Optional<ProcessHandle> orphan) throws Exception {
        if (orphan.isPresent()) {
            orphan.get().onExit().get(30, SECONDS);
        }
    }

    private interface End {
        void end(Process jvm);
    }

    /** Runs a separate JVM and returns the process that this JVM started, or empty if that process has already ended. */
    private Optional<ProcessHandle> startedBy(String mode, End end) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = jvm.inputReader()) {
            String line = out.readLine();
            Optional<ProcessHandle> started = ProcessHandle.of(Long.parseLong(line));
            end.end(jvm);
            assertTrue(jvm.waitFor(30, SECONDS));
            return started;
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** The main class of a separate JVM. It starts a process, prints its id, and then waits or exits without stopping the process. */
    static final class Starter {

        private Starter() {}

        public static void main(String... arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            ProcessGroup group = ProcessGroup.open();
            System.out.println(group.start(List.of("sleep", "600"), folder, folder.resolve("log"))
                    .pid());
            if (arguments[1].equals("stay")) {
                SECONDS.sleep(600);
            }
        }
    }

    private static String up(LocalProcess process) throws IOException {
        if (process.logText().isEmpty()) {
            throw new IOException("silent");
        }
        return "up";
    }
}
