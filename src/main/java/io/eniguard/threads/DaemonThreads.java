package io.eniguard.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates factories for named daemon threads, which do not prevent the program from ending. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Returns a factory whose threads all have this name. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns a factory whose threads are named {@code NAME-0}, {@code NAME-1} and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> named(name + "-" + number.getAndIncrement()).newThread(work);
    }
}
