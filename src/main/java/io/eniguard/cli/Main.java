package io.eniguard.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the program starts. Quarkus is not booted here: commands that serve do that themselves. */
@QuarkusMain
@Command(
        name = "eniguard",
        description = "Guards custom networking of the Amazon VPC CNI on EKS.",
        synopsisSubcommandLabel = "COMMAND",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            BenchCommand.class,
            CheckCommand.class,
            CompletionCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            MaxPodsCommand.class,
            RenderCommand.class,
            ServeCommand.class,
            SnapshotCommand.class);

    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        StandardStream out = StandardStream.out();
        PrintWriter err = StandardStream.err().writer();
        int exitCode = execute(
                commandLine(System.getenv(), arguments).setOut(out.writer()).setErr(err), arguments);
        out.writer().flush();
        out.failure().ifPresent(reason -> new ErrorLines(err).print("eniguard: stdout cannot be written: " + reason));
        System.exit(out.failure().isPresent() ? ExitCodes.stricter(exitCode, ExitCodes.USAGE) : exitCode);
    }

    // picocli leaves errors of the JVM to its caller; one of them must not end as a mere finding.
    private static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            commandLine.getErr().println("eniguard: out of memory. Fix: allow more, such as JAVA_TOOL_OPTIONS=-Xmx4g");
            return ExitCodes.BUG;
        } catch (StackOverflowError e) {
            commandLine.getErr().println("eniguard: this is a bug in eniguard: something is nested too deeply");
            return ExitCodes.BUG;
        }
    }

    /**
     * The program but for its streams. Options come from variables too, and whatever goes wrong becomes a line and an exit code.
     *
     * @param arguments what it will be asked
     */
    static CommandLine commandLine(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandsFor(arguments).forEach(commandLine::addSubcommand);
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        defaults.applyTo(commandLine);
        Failures failures = new Failures(defaults, environment);
        return commandLine.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
    }

    // Reading the annotations of one command instead of all saves a tenth of a second of processor time at each start.
    private static List<Class<?>> commandsFor(String... arguments) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && arguments[0].equals(nameOf(command)))
                .toList();
        boolean isAboutAll = named.isEmpty() || named.contains(CompletionCommand.class);
        return isAboutAll ? COMMANDS : named;
    }

    private static @Nullable String nameOf(Class<?> command) {
        Command annotation = command.getAnnotation(Command.class);
        return annotation == null ? null : annotation.name();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: eniguard COMMAND");
    }
}
