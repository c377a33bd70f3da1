package io.eniguard.server.settings;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs at most one line of each kind per minute, since a client may cause any number of lines. Further lines are held back and counted, and
 * the next logged line of the kind shows the count. Safe for use by several threads.
 */
public final class LimitedLog {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final BiConsumer<String, @Nullable Throwable> log;
    private final LongSupplier nanoTime;
    private final Map<String, Lines> kinds = new ConcurrentHashMap<>();

    /** @param log writes a line, with the stack trace of the exception if there is one */
    public LimitedLog(BiConsumer<String, @Nullable Throwable> log) {
        this(log, System::nanoTime);
    }

    LimitedLog(BiConsumer<String, @Nullable Throwable> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** @param kind the kind of the line; the number of kinds must be limited, whatever clients send */
    public void log(String kind, String line, @Nullable Throwable failure) {
        kinds.computeIfAbsent(kind, unknown -> new Lines()).add(line, failure);
    }

    /** Logs the latest held-back line of each kind whose last logged line is at least a minute old. Must be called every few seconds. */
    public void flush() {
        kinds.values().forEach(Lines::flush);
    }

    private final class Lines {

        private boolean isFirst = true;
        private long loggedNanos;
        private int heldBack;
        private String latest = "";

        synchronized void add(String line, @Nullable Throwable failure) {
            if (isTooEarly()) {
                heldBack++;
                latest = line;
            } else {
                write(line, heldBack, failure);
            }
        }

        synchronized void flush() {
            if (heldBack > 0 && !isTooEarly()) {
                write(latest, heldBack - 1, null);
            }
        }

        private boolean isTooEarly() {
            return !isFirst && nanoTime.getAsLong() - loggedNanos < INTERVAL.toNanos();
        }

        private void write(String line, int more, @Nullable Throwable failure) {
            isFirst = false;
            loggedNanos = nanoTime.getAsLong();
            heldBack = 0;
            log.accept(more == 0 ? line : "%s (and %d more like this within a minute)".formatted(line, more), failure);
        }
    }
}
