package io.eniguard.cli;

import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Prints lines on stderr. Each message is printed on one line, even if it quotes a name or a value with line breaks. Otherwise, CI systems
 * could execute a quoted command at the start of a line.
 */
record ErrorLines(PrintWriter err) {

    static ErrorLines of(CommandSpec spec) {
        return new ErrorLines(spec.commandLine().getErr());
    }

    void print(Object line) {
        err.println(PlainText.oneLine(line.toString()));
    }
}
