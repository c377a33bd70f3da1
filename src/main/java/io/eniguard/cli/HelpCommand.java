package io.eniguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard help}: {@code eniguard help check} does the same as {@code eniguard check --help}. */
@Command(name = "help", description = "Show the help of a command, or the list of commands.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HelpCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "The command, such as check or render webhooks. Default: all commands.")
    private List<String> path = new ArrayList<>();

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String name : path) {
            CommandLine child = command.getSubcommands().get(name);
            if (child == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "\"%s\" is not a command. Fix: name one of %s"
                                .formatted(
                                        String.join(" ", path),
                                        String.join(
                                                ", ", spec.root().subcommands().keySet())));
            }
            command = child;
        }
        PrintWriter out = spec.commandLine().getOut();
        command.usage(out);
        out.flush();
    }
}
