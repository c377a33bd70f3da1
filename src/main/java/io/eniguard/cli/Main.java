package io.eniguard.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the program starts. Quarkus is not booted here: only {@code serve} does that. */
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

    static final Program PROGRAM = new Program(List.of(
            BenchPointer.class,
            CheckCommand.class,
            CompletionCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            MaxPodsCommand.class,
            RenderCommand.class,
            ServeCommand.class,
            SnapshotCommand.class));

    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        PROGRAM.run(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: eniguard COMMAND");
    }
}
