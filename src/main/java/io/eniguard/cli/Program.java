package io.eniguard.cli;

import io.eniguard.text.PlainText;
import io.eniguard.tree.DocumentLimits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs the commands of the program. Options may come from environment variables, errors are printed on stderr, and {@link ExitCodes} lists
 * the exit codes.
 */
public final class Program {

    /** The narrowest width for which picocli formats help. */
    private static final int NARROWEST_HELP = 55;

    /** The maximum length of a command line in a message. It keeps the message within 240 characters. */
    private static final int LONGEST_COMMAND = 100;

    /**
     * The message of the {@link Error} for a deleted current folder. The native executable looks up the current folder when it opens the
     * first file.
     */
    private static final String NO_FOLDER = "Could not determine current working directory";

    private final List<Class<?>> commands;

    /** @param commands classes with the annotation {@link Command}, which picocli instantiates */
    public Program(List<Class<?>> commands) {
        this.commands = List.copyOf(commands);
    }

    /** Runs one command with the standard streams, and ends the process. */
    public void run(String... arguments) {
        StandardStream out = StandardStream.out();
        PrintWriter err = StandardStream.err().writer();
        int exitCode = execute(
                commandLine(System.getenv(), arguments).setOut(out.writer()).setErr(err), arguments);
        out.writer().flush();
        out.failure().ifPresent(reason -> new ErrorLines(err).print("eniguard: stdout cannot be written: " + reason));
        System.exit(out.failure().isPresent() ? ExitCodes.stricter(exitCode, ExitCodes.USAGE) : exitCode);
    }

    /**
     * Runs one command and returns the exit code. picocli does not catch errors of the JVM, so this method does. An uncaught error would
     * cause the exit code 1, which means findings.
     */
    static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            return tooLarge(
                    "more memory than the %d MiB that Java may use. Fix: allow more, such as JAVA_TOOL_OPTIONS=-Xmx4g"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    commandLine,
                    arguments);
        } catch (StackOverflowError e) {
            return tooLarge(
                    "a larger stack than Java has. Fix: nest the input at most %d levels deep"
                            .formatted(DocumentLimits.MAX_DEPTH),
                    commandLine,
                    arguments);
        } catch (Error e) {
            if (String.valueOf(e.getMessage()).contains(NO_FOLDER)) {
                new ErrorLines(commandLine.getErr())
                        .print("eniguard: the current folder no longer exists. Fix: change to an existing folder");
                return ExitCodes.USAGE;
            }
            if (!(commandLine.getExecutionExceptionHandler() instanceof Failures failures)) {
                throw e;
            }
            failures.reportBug(e, "", commandLine.getErr());
            return ExitCodes.BUG;
        }
    }

    private static int tooLarge(String reason, CommandLine commandLine, String... arguments) {
        new ErrorLines(commandLine.getErr())
                .print("eniguard: the input of \"%s\" needs %s"
                        .formatted(PlainText.cut(String.join(" ", arguments), LONGEST_COMMAND), reason));
        return ExitCodes.USAGE;
    }

    /**
     * Creates the command line without setting its streams.
     *
     * @param arguments the arguments of the next run; only the commands that they need are added
     */
    CommandLine commandLine(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandsFor(arguments).forEach(commandLine::addSubcommand);
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        defaults.applyTo(commandLine);
        LineWidth.of(environment).ifPresent(width -> commandLine.setUsageHelpWidth(Math.max(NARROWEST_HELP, width)));
        Failures failures = new Failures(defaults, environment);
        return commandLine.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
    }

    // Reading the annotations of only one command saves 0.1 s of CPU time at each start.
    private List<Class<?>> commandsFor(String... arguments) {
        List<Class<?>> named = commands.stream()
                .filter(command -> arguments.length > 0 && arguments[0].equals(nameOf(command)))
                .toList();
        boolean needsAll =
                named.isEmpty() || named.contains(CompletionCommand.class) || named.contains(HelpCommand.class);
        return needsAll ? commands : named;
    }

    private static @Nullable String nameOf(Class<?> command) {
        Command annotation = command.getAnnotation(Command.class);
        return annotation == null ? null : annotation.name();
    }
}
