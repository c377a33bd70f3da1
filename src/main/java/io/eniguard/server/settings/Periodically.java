package io.eniguard.server.settings;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at files every two seconds: mounted Secrets and ConfigMaps send no events that could be relied upon. */
@Singleton
public class Periodically {

    private static final Logger LOG = Logger.getLogger(Periodically.class);

    private static final long SECONDS = 2;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "file-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs the action on this watch's thread after the files, or those in a folder, have changed from how they are now. */
    public void whenChanged(Runnable action, Path... files) {
        Watch watch = new Watch(action, files);
        Future<?> unused = thread.scheduleWithFixedDelay(watch, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the action on this watch's thread again and again. */
    public void always(Runnable action) {
        Future<?> unused = thread.scheduleWithFixedDelay(
                () -> guarded(action, "what is done periodically"), 0, SECONDS, TimeUnit.SECONDS);
    }

    // The edge of this loop: one failure must not end it.
    private static void guarded(Runnable action, String what) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Failed: %s", what);
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
            guarded(action, "what follows a change of " + files[0]);
        }
    }
}
