package io.eniguard.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main class of the program. This class does not start Quarkus, since only {@code serve} needs Quarkus. */
@QuarkusMain
@Command(
        name = "eniguard",
        description = "Guards custom networking of the Amazon VPC CNI on EKS.",
        synopsisSubcommandLabel = "COMMAND",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Callable<Integer> {

    static final Program PROGRAM = new Program(List.of(
            BenchPointer.class,
            CheckCommand.class,
            CompletionCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            EmergencyCommand.class,
            ExplainCommand.class,
            HelpCommand.class,
            MaxPodsCommand.class,
            RenderCommand.class,
            ServeCommand.class,
            SnapshotCommand.class,
            VersionCommand.class));

    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        PROGRAM.run(arguments);
    }

    /**
     * Prints the list of commands on stderr. A missing command counts as wrong usage, since the cause may be an empty variable in a script.
     */
    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        err.println("eniguard: the command is missing. Fix: use one of the commands below");
        err.println();
        spec.commandLine().usage(err);
        err.flush();
        return ExitCodes.USAGE;
    }
}
