package io.eniguard.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits until a condition holds, and fails the test when the deadline has passed. */
public final class Await {

    /** The default limit of a wait, which is long enough for a process that starts on a busy machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The pause between two looks. Without it, the test would use processor time that the processes under test need. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private Await() {}

    /** Observes a value. A checked exception fails the test unless the methods of {@link Await} declare it. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws Exception;
    }

    /**
     * Waits until the condition holds.
     *
     * @param goal the condition in words, for the message of a failure
     * @param state a text that explains a failure, such as a log
     */
    public static void that(String goal, Look<Boolean> condition, Look<String> state)
            throws IOException, InterruptedException {
        within(PATIENCE, goal, condition, state);
    }

    /** Does the same as {@link #that}, for a condition that must hold within a certain time. */
    public static void within(Duration atMost, String goal, Look<Boolean> condition, Look<String> state)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!observed(condition)) {
            if (System.nanoTime() > deadline) {
                fail("not reached within %d s: %s%n%s".formatted(atMost.toSeconds(), goal, observed(state)));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Waits until the value is as expected, and returns the value. */
    public static <T> T value(String goal, Look<T> look, Predicate<T> isExpected)
            throws IOException, InterruptedException {
        Last<T> last = new Last<>(observed(look));
        that(
                goal,
                () -> {
                    if (isExpected.test(last.value)) {
                        return true;
                    }
                    last.value = look.look();
                    return isExpected.test(last.value);
                },
                () -> String.valueOf(last.value));
        return last.value;
    }

    private static final class Last<T> {
        private T value;

        Last(T value) {
            this.value = value;
        }
    }

    private static <T> T observed(Look<T> look) throws IOException, InterruptedException {
        try {
            return look.look();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
