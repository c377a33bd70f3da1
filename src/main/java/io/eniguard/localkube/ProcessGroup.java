package io.eniguard.localkube;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Processes that end when this JVM ends, even if the JVM is killed. They are stopped one by one in reverse order of their start, since an
 * API server shuts down slowly if its etcd has ended first.
 */
public final class ProcessGroup implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * The grace period after Ctrl-C, which reaches all processes at once, including etcd. The period is short, because an API server does
     * not end by itself if its etcd has ended.
     */
    private static final Duration GRACE_AT_SHUTDOWN = Duration.ofSeconds(1);

    private final Deque<LocalProcess> running = new ArrayDeque<>();
    private final OrphanGuard guard;
    private final Thread atShutdown = new Thread(() -> stopAll(GRACE_AT_SHUTDOWN), "stop-local-servers");
    private boolean closed;

    private ProcessGroup(OrphanGuard guard) {
        this.guard = guard;
    }

    public static ProcessGroup open() throws IOException {
        ProcessGroup group = new ProcessGroup(OrphanGuard.start());
        Runtime.getRuntime().addShutdownHook(group.atShutdown);
        return group;
    }

    public LocalProcess start(List<String> command, Path folder, Path log) throws IOException {
        return start(command, Map.of(), folder, log);
    }

    public synchronized LocalProcess start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        if (closed) {
            throw new IOException("not started, since all processes are being stopped: " + command.get(0));
        }
        LocalProcess process = LocalProcess.start(command, environment, folder, log);
        running.removeIf(LocalProcess::hasEnded);
        running.push(process);
        watch();
        return process;
    }

    synchronized void stop(LocalProcess process) throws IOException {
        process.stop(GRACE);
        running.remove(process);
        watch();
    }

    /** Stops all processes that are still running. */
    @Override
    public void close() {
        stopAll(GRACE);
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending and already runs the hook.
        }
    }

    private synchronized void stopAll(Duration grace) {
        closed = true;
        while (!running.isEmpty()) {
            running.pop().stop(grace);
        }
        guard.dismiss();
    }

    private void watch() throws IOException {
        guard.watch(running.stream().mapToLong(LocalProcess::pid).toArray());
    }
}
