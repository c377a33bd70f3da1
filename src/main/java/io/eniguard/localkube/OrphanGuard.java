package io.eniguard.localkube;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.LongStream;

/**
 * Kills the servers if this JVM is killed and cannot stop them itself.
 *
 * <p>A shell reads lines until its input ends, which happens when this JVM ends. The shell then kills the processes that the last line
 * names, all at the same time. A graceful stop is unnecessary, because the data of the processes is temporary. It would also be slow if
 * etcd ended first.
 */
final class OrphanGuard {

    private static final String SCRIPT =
            "pids=; while read -r line; do pids=$line; done; [ -z \"$pids\" ] || kill -9 $pids";

    private final Writer lines;

    private OrphanGuard(Writer lines) {
        this.lines = lines;
    }

    static OrphanGuard start() throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new OrphanGuard(shell.outputWriter());
    }

    /** Replaces the set of guarded processes. */
    void watch(long... pids) throws IOException {
        lines.write(LongStream.of(pids).mapToObj(Long::toString).collect(joining(" ")) + "\n");
        lines.flush();
    }

    /** Stops guarding all processes, and ends the shell. */
    void dismiss() {
        try (lines) {
            watch();
        } catch (IOException e) {
            // The shell has already ended, because Ctrl-C reaches the shell, too. It kills nothing in this case.
        }
    }
}
