package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Tests the output of the program when it fails because of a bug or of a limit of the JVM. */
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

    /** Only the native executable can have this failure, because a JVM does not start in a deleted folder. */
    @Test
    void aFolderThatWasDeletedIsNoBug() {
        isRefused(
                new Error("Properties init: Could not determine current working directory."),
                "eniguard: the current folder no longer exists. Fix: change to an existing folder");
    }

    @Test
    void anInputThatNeedsMoreMemoryIsNoBug() {
        isRefused(
                new OutOfMemoryError("Java heap space"),
                "eniguard: the input of \"check big.json\" needs more memory than the %d MiB that Java may use."
                                .formatted(Runtime.getRuntime().maxMemory() >> 20)
                        + " Fix: allow more, such as JAVA_TOOL_OPTIONS=-Xmx4g");
    }

    @Test
    void anInputThatNeedsALargerStackIsNoBug() {
        isRefused(
                new StackOverflowError(),
                "eniguard: the input of \"check big.json\" needs a larger stack than Java has."
                        + " Fix: nest the input at most 100 levels deep");
    }

    @Test
    void anyOtherErrorOfTheJvmIsABug() {
        StringWriter err = new StringWriter();
        CommandLine failing = new CommandLine(CommandSpec.create())
                .setExecutionStrategy(parsed -> {
                    throw new NoClassDefFoundError("io/eniguard/Missing");
                })
                .setExecutionExceptionHandler(new Failures(new EnvironmentDefaults(Map.of()), Map.of()))
                .setErr(new PrintWriter(err));
        assertEquals(70, Program.execute(failing));
        assertTrue(
                err.toString()
                        .startsWith(
                                "eniguard: this is a bug in eniguard: NoClassDefFoundError: io/eniguard/Missing. Fix: "),
                err::toString);
    }

    private static void isRefused(Error error, String expected) {
        StringWriter err = new StringWriter();
        CommandSpec command = CommandSpec.create()
                .addPositional(CommandLine.Model.PositionalParamSpec.builder()
                        .index("0..*")
                        .type(List.class)
                        .build());
        CommandLine failing = new CommandLine(command)
                .setExecutionStrategy(parsed -> {
                    throw error;
                })
                .setErr(new PrintWriter(err));
        assertEquals(2, Program.execute(failing, "check", "big.json"));
        assertEquals(expected, err.toString().strip());
    }
}
