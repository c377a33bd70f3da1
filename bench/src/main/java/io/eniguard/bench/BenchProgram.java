package io.eniguard.bench;

import io.eniguard.cli.Program;
import java.util.List;

/** Where the bench starts: as the one command of {@code eniguard} that the shipped program does not hold. */
public final class BenchProgram {

    private BenchProgram() {}

    public static void main(String... arguments) {
        new Program(List.of(BenchCommand.class)).run(arguments);
    }
}
