package io.eniguard.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Implements {@code eniguard completion bash}: prints a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = {
            "Print a script that completes commands and options in bash and zsh. Load it with this command:",
            "source <(./eniguard completion bash)"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            converter = FromArgument.class,
            description = "One of ${COMPLETION-CANDIDATES}. There is no script for other shells.")
    private Shell shell;

    /** The shells, named as users type them. Both shells use the same script. zsh loads the script through bashcompinit. */
    private enum Shell {
        bash,
        zsh
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.println("# source <(./%s %s)".formatted(spec.qualifiedName(), shell));
        out.println(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
    }

    static final class FromArgument implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String typed) {
            return switch (typed) {
                case "bash" -> Shell.bash;
                case "zsh" -> Shell.zsh;
                default ->
                    throw new TypeConversionException(
                            "there is no script for \"%s\". Fix: name bash or zsh".formatted(typed));
            };
        }
    }
}
