package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the steps of an endless loop. */
class GuardedStepTest {

    private final List<Throwable> reported = new ArrayList<>();

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException(),
                new StackOverflowError(),
                new OutOfMemoryError(),
                new NoClassDefFoundError(),
                new AssertionError());
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsReportedAndDoesNotLeaveTheStep(Throwable failure) {
        GuardedStep step = new GuardedStep(() -> fail(failure), reported::add);

        assertDoesNotThrow(step::run);
        assertEquals(List.of(failure), reported);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureOfTheReportDoesNotLeaveTheStep(Throwable failure) {
        GuardedStep step = new GuardedStep(() -> fail(failure), GuardedStepTest::fail);

        assertDoesNotThrow(step::run);
    }

    @Test
    void aStepWithoutAFailureReportsNothing() {
        List<String> done = new ArrayList<>();
        new GuardedStep(() -> done.add("step"), reported::add).run();

        assertEquals(List.of("step"), done);
        assertEquals(List.of(), reported);
    }
}
