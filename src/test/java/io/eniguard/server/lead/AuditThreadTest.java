package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests how the audit ends when the process stops. */
class AuditThreadTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AuditThread thread = new AuditThread();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicBoolean hasEnded = new AtomicBoolean();

    private void write() {
        begun.countDown();
        while (!isOver.get()) {
            Thread.onSpinWait();
        }
        hasEnded.set(true);
    }

    private void waitForEver() {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    @Test
    void theStepUnderWayEndsBeforeTheThreadIsStopped() throws Exception {
        thread.repeat(this::write, SHORT);
        assertTrue(begun.await(1, TimeUnit.MINUTES));
        Thread stopping = Thread.currentThread();
        new Thread(() -> {
                    while (stopping.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    isOver.set(true);
                })
                .start();
        thread.stop(LONG);

        assertTrue(hasEnded.get());
    }

    @Test
    void aStepThatTakesLongerIsInterrupted() throws Exception {
        thread.repeat(this::waitForEver, SHORT);
        assertTrue(begun.await(1, TimeUnit.MINUTES));
        thread.stop(SHORT);

        assertTrue(interrupted.await(1, TimeUnit.MINUTES));
    }

    /** The next leader must not write while the last write of this replica is still running. */
    @Test
    void theAuditStopsBeforeTheLeaseIsGivenBack() throws Exception {
        assertEquals(Leadership.WRITES_END, priorityOfStop(BackgroundAudit.class));
        assertTrue(priorityOfStop(BackgroundAudit.class) < priorityOfStop(Leadership.class));
    }

    private static int priorityOfStop(Class<?> observer) throws NoSuchMethodException {
        return observer.getDeclaredMethod("stop", ShutdownEvent.class)
                .getParameters()[0]
                .getAnnotation(Priority.class)
                .value();
    }
}
