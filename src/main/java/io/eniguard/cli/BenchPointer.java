package io.eniguard.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code eniguard bench} in the shipped program, which lists the command but cannot run it: the bench is a Maven project of its own, in
 * the folder {@code bench} of a checkout, and the launcher starts it from there.
 */
@Command(
        name = "bench",
        description =
                "Measure the build of a checkout on this machine, beside a plain webhook in Go where Go is installed.",
        footer = {"", "It runs in a checkout alone: ./eniguard bench --help lists the options there."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchPointer implements Runnable {

    @Spec
    private CommandSpec spec;

    @Unmatched
    @SuppressWarnings("unused") // whatever the options are, the answer is the same
    private List<String> arguments;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench needs a checkout and a JVM, and this program has neither."
                        + " Fix: run ./eniguard bench in a checkout, without ENIGUARD_NATIVE");
    }
}
