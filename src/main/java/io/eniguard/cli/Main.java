package io.eniguard.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the program starts. */
@QuarkusMain
@Command(
        name = "eniguard",
        mixinStandardHelpOptions = true,
        subcommands = {MaxPodsCommand.class, RenderCommand.class, ServeCommand.class})
public final class Main {

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
