package io.eniguard.server.settings;

import io.eniguard.threads.DaemonThreads;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs actions every two seconds or when files change. Files are also checked every two seconds, since mounted Secrets and ConfigMaps do
 * not send reliable events.
 */
@Singleton
public class Periodically {

    private static final Logger LOG = Logger.getLogger(Periodically.class);

    private static final long SECONDS = 2;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("file-watch"));

    /**
     * Runs the action on this class's thread whenever one of the files has changed. For a folder, the action runs whenever a file in the
     * folder has changed.
     */
    public void whenChanged(Runnable action, Path... files) {
        Watch watch = new Watch(action, files);
        Future<?> unused = thread.scheduleWithFixedDelay(watch, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the action every two seconds on this class's thread. */
    public void always(Runnable action) {
        Future<?> unused =
                thread.scheduleWithFixedDelay(() -> guarded(action, "A periodic action"), 0, SECONDS, TimeUnit.SECONDS);
    }

    // Every RuntimeException is caught here, since one failure must not end the loop.
    private static void guarded(Runnable action, String name) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s failed", name);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private static final class Watch implements Runnable {
        private final Runnable action;
        private final Path[] files;
        private FileStamp seen;

        Watch(Runnable action, Path... files) {
            this.action = action;
            this.files = files.clone();
            this.seen = FileStamp.of(files);
        }

        @Override
        public void run() {
            FileStamp now = FileStamp.of(files);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            guarded(action, "The reaction to a change of " + files[0]);
        }
    }
}
