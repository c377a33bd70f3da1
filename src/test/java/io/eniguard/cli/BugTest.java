package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tests the output of the program when it has a bug. */
class BugTest {

    @Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("this cannot\nhappen");
        }
    }

    @Test
    void aBugIsALineWithAHintAndNoStackTrace() {
        CommandRun run = broken(Map.of());
        assertEquals(70, run.exitCode());
        assertEquals("", run.out());
        assertEquals(
                "eniguard: this is a bug in eniguard: IllegalStateException: this cannot happen."
                        + " Fix: report it with the output of the same command under ENIGUARD_DEBUG=1",
                run.err().strip());
    }

    @Test
    void theStackTraceIsPrintedOnRequest() {
        assertTrue(broken(Map.of("ENIGUARD_DEBUG", "1")).err().contains("at io.eniguard.cli.BugTest$Broken.call"));
    }

    private static CommandRun broken(Map<String, String> environment) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Failures failures = new Failures(new EnvironmentDefaults(environment), environment);
        int exitCode = new CommandLine(new Broken())
                .setExecutionExceptionHandler(failures)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute();
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Only the native executable can reach this, because a JVM does not start in a deleted folder. */
    @Test
    void aFolderThatWasDeletedIsNoBug() {
        StringWriter err = new StringWriter();
        CommandLine inDeletedFolder = new CommandLine(CommandLine.Model.CommandSpec.create())
                .setExecutionStrategy(parsed -> {
                    throw new Error("Properties init: Could not determine current working directory.");
                })
                .setErr(new PrintWriter(err));
        assertEquals(2, Program.execute(inDeletedFolder));
        assertEquals(
                "eniguard: the current folder no longer exists. Fix: change to an existing folder",
                err.toString().strip());
    }
}
