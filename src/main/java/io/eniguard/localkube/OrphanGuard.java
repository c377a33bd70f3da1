package io.eniguard.localkube;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.LongStream;

/**
 * Ends the servers when this JVM is killed and has no chance to do so itself.
 *
 * <p>A shell reads lines until its input ends, which only this JVM's end of the pipe holds open, and then kills the processes that the last
 * line named. Nothing they hold is worth a gentle stop, and etcd must not go first.
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

    /** These and no others from now on. */
    void watch(long... pids) throws IOException {
        lines.write(LongStream.of(pids).mapToObj(Long::toString).collect(joining(" ")) + "\n");
        lines.flush();
    }

    /** Lets go of all and ends the shell. */
    void dismiss() {
        try (lines) {
            watch();
        } catch (IOException e) {
            // The shell is gone already, by the same Ctrl-C that brought us here. It kills nothing then.
        }
    }
}
