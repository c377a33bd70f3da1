package io.eniguard.bench;

import io.eniguard.cli.Program;
import java.util.List;

/** The main class of the bench, the only command of {@code eniguard} that is not part of the shipped program. */
public final class BenchProgram {

    private BenchProgram() {}

    public static void main(String... arguments) {
        new Program(List.of(BenchCommand.class)).run(arguments);
    }
}
