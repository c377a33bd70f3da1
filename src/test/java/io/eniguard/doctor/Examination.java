package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.server.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A run of {@code doctor} in a separate process. */
record Examination(CommandOutput run) {

    static Examination of(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("doctor"));
        command.addAll(List.of(arguments));
        return new Examination(Build.asked().run(environment, command));
    }

    String out() {
        return run.out();
    }

    void assertExitCode(int expected) {
        assertEquals(expected, run.exitCode(), this::toString);
    }

    /**
     * Asserts that a line of the output starts with a match.
     *
     * @param expression a regular expression; it matches blanks and line breaks literally
     */
    void assertLine(String expression) {
        assertTrue(
                Pattern.compile("^" + expression, Pattern.MULTILINE)
                        .matcher(run.out())
                        .find(),
                () -> expression + " is not in\n" + this);
    }

    @Override
    public String toString() {
        return run.out() + run.err();
    }
}
