package io.eniguard.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard version}: does the same as {@code eniguard --version}. */
@Command(name = "version", description = "Show the version.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VersionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        spec.root().commandLine().printVersionHelp(out);
        out.flush();
    }
}
