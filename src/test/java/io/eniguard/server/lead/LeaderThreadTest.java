package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the tasks of the leader end when the process stops. */
class LeaderThreadTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final LeaderThread thread = new LeaderThread("test");
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
    @ParameterizedTest
    @ValueSource(classes = {BackgroundAudit.class, PolicyReporting.class})
    void eachTaskStopsBeforeTheLeaseIsGivenBack(Class<?> task) throws Exception {
        assertEquals(Leadership.WRITES_END, priorityOfStop(task));
        assertTrue(priorityOfStop(task) < priorityOfStop(Leadership.class));
    }

    /** CDI uses the default priority for observers without one. */
    private static int priorityOfStop(Class<?> observer) throws NoSuchMethodException {
        return Optional.ofNullable(observer.getDeclaredMethod("stop", ShutdownEvent.class)
                        .getParameters()[0]
                        .getAnnotation(Priority.class))
                .map(Priority::value)
                .orElse(ObserverMethod.DEFAULT_PRIORITY);
    }
}
