package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Runs of {@code doctor} in this JVM with a short time limit. */
final class DoctorRun {

    private DoctorRun() {}

    static CommandRun run() {
        return CommandRun.of("doctor", "--timeout", "3s");
    }

    /** Asserts that the run ends with exit code 1 or 3 and reports no bug, and that each problem, warning and unknown result has a fix. */
    static void assertReport(CommandRun run) {
        assertTrue(run.exitCode() == 1 || run.exitCode() == 3, () -> run.exitCode() + "\n" + run.out() + run.err());
        assertNoBug(run);
        List<String> lines = run.lines();
        for (int i = 0; i < lines.size() - 1; i++) {
            if (lines.get(i).matches("(unknown|problem|warning) .*")) {
                assertTrue(lines.get(i + 1).strip().startsWith("Fix: "), run::out);
            }
        }
    }

    static void assertNoBug(CommandRun run) {
        String all = run.out() + run.err();
        assertFalse(all.contains("a bug") || all.contains("\tat ") || all.contains("ENIGUARD_DEBUG"), all);
    }
}
