package io.eniguard.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Commands below the name {@code eniguard}, run as a process: with options from environment variables, errors as lines on stderr, and
 * the exit codes of {@link ExitCodes}.
 */
public final class Program {

    /** picocli formats no help that is narrower. */
    private static final int NARROWEST_HELP = 55;

    /** The native executable asks for the current folder with the first file, and throws an {@link Error} if it was deleted. */
    private static final String NO_FOLDER = "Could not determine current working directory";

    private final List<Class<?>> commands;

    /** @param commands classes that picocli can make, with the annotation {@link Command} */
    public Program(List<Class<?>> commands) {
        this.commands = List.copyOf(commands);
    }

    /** Runs one command on the process's own streams, and ends the process. */
    public void run(String... arguments) {
        StandardStream out = StandardStream.out();
        PrintWriter err = StandardStream.err().writer();
        int exitCode = execute(
                commandLine(System.getenv(), arguments).setOut(out.writer()).setErr(err), arguments);
        out.writer().flush();
        out.failure().ifPresent(reason -> new ErrorLines(err).print("eniguard: stdout cannot be written: " + reason));
        System.exit(out.failure().isPresent() ? ExitCodes.stricter(exitCode, ExitCodes.USAGE) : exitCode);
    }

    // picocli passes errors of the JVM on to its caller. Without this they would end with exit code 1, which means
    // findings.
    static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            commandLine.getErr().println("eniguard: out of memory. Fix: allow more, such as JAVA_TOOL_OPTIONS=-Xmx4g");
            return ExitCodes.BUG;
        } catch (StackOverflowError e) {
            commandLine.getErr().println("eniguard: this is a bug in eniguard: something is nested too deeply");
            return ExitCodes.BUG;
        } catch (Error e) {
            if (!String.valueOf(e.getMessage()).contains(NO_FOLDER)) {
                throw e;
            }
            commandLine
                    .getErr()
                    .println("eniguard: the current folder no longer exists. Fix: change to an existing folder");
            return ExitCodes.USAGE;
        }
    }

    /**
     * Everything but the streams.
     *
     * @param arguments of the run to come: only the commands that they concern are set up
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

    // Reading the annotations of one command instead of all saves a tenth of a second of processor time at each start.
    private List<Class<?>> commandsFor(String... arguments) {
        List<Class<?>> named = commands.stream()
                .filter(command -> arguments.length > 0 && arguments[0].equals(nameOf(command)))
                .toList();
        boolean concernsAll =
                named.isEmpty() || named.contains(CompletionCommand.class) || named.contains(HelpCommand.class);
        return concernsAll ? commands : named;
    }

    private static @Nullable String nameOf(Class<?> command) {
        Command annotation = command.getAnnotation(Command.class);
        return annotation == null ? null : annotation.name();
    }
}
