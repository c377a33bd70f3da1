package io.eniguard.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eniguard completion bash}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options: source <(eniguard completion bash)")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** As they are typed. One script serves both: zsh reads it through bashcompinit, which the script loads. */
    @SuppressWarnings("unused") // picocli names them to whoever asks for another
    private enum Shell {
        bash,
        zsh
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.println("# source <(%s %s)".formatted(spec.qualifiedName(), shell));
        out.println(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
    }
}
