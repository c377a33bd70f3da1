package io.eniguard.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Implements {@code eniguard bench} in the shipped program, which lists the command but cannot run it. The benchmark is a separate Maven
 * project in the folder {@code bench} of a checkout, and only the launcher can start it.
 */
@Command(
        name = "bench",
        description =
                "Measure the build of a checkout on this machine, and compare it with a plain webhook in Go if Go is installed.",
        footer = {"", "It runs only in a checkout, where ./eniguard bench --help lists the options."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchPointer implements Runnable {

    @Spec
    private CommandSpec spec;

    @Unmatched
    @SuppressWarnings("unused") // the answer does not depend on the options
    private List<String> arguments;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench needs a checkout and a JVM, and this program has neither."
                        + " Fix: run ./eniguard bench in a checkout, without ENIGUARD_NATIVE");
    }
}
