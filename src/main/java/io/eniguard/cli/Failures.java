package io.eniguard.cli;

import io.eniguard.input.UnreadableInputException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints failures on stderr for people. Stack traces appear only if {@value #DEBUG} is set. The exit code shows whether the cause is wrong
 * usage, the input or a bug.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    static final String DEBUG = "ENIGUARD_DEBUG";

    /** The text before the reason in messages of picocli and of the commands. */
    private static final Pattern INVALID =
            Pattern.compile("^Invalid value for option '([^']*)'(?: at index \\d+)?(?: \\([^)]*\\))?: ");

    private static final Pattern INVALID_ARGUMENT =
            Pattern.compile("^Invalid value for positional parameter at index \\d+ \\(([^)]*)\\): ");

    private final EnvironmentDefaults defaults;
    private final boolean debug;

    Failures(EnvironmentDefaults defaults, Map<String, String> environment) {
        this.defaults = defaults;
        debug = !environment.getOrDefault(DEBUG, "").isEmpty();
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        new ErrorLines(err).print("eniguard: " + reason(wrong, arguments));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See './%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        err.flush();
        return ExitCodes.USAGE;
    }

    private String reason(ParameterException wrong, String[] arguments) {
        String message = String.valueOf(wrong.getMessage());
        Matcher invalid = INVALID.matcher(message);
        if (!invalid.find()) {
            return INVALID_ARGUMENT.matcher(message).replaceFirst("$1: ");
        }
        String option = invalid.group(1);
        OptionSpec spec = wrong.getCommandLine().getCommandSpec().findOption(option);
        return "%s: %s".formatted(defaults.origin(spec, arguments).orElse(option), message.substring(invalid.end()));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof UnreadableInputException unreadable) {
            unreadable.problems().forEach(new ErrorLines(err)::print);
            err.flush();
            return ExitCodes.USAGE;
        }
        reportBug(failure, "", err);
        return ExitCodes.BUG;
    }

    /**
     * Reports a bug of the program.
     *
     * @param about the action that failed; may be empty
     */
    void reportBug(Throwable bug, String about, PrintWriter err) {
        new ErrorLines(err)
                .print(
                        "eniguard: %sthis is a bug in eniguard: %s. Fix: report it with the output of the same command under %s=1"
                                .formatted(about.isEmpty() ? "" : about + ": ", oneLine(bug), DEBUG));
        if (debug) {
            bug.printStackTrace(err);
        }
        err.flush();
    }

    private static String oneLine(Throwable bug) {
        String message = bug.getMessage();
        String name = bug.getClass().getSimpleName();
        return message == null ? name : name + ": " + message.replaceAll("\\s+", " ");
    }
}
