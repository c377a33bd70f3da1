package io.eniguard.cli;

import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Lines for a person on stderr. Each stays one line, whatever names and values it quotes: CI systems take commands from lines. */
record ErrorLines(PrintWriter err) {

    static ErrorLines of(CommandSpec spec) {
        return new ErrorLines(spec.commandLine().getErr());
    }

    void print(Object line) {
        err.println(PlainText.oneLine(line.toString()));
    }
}
