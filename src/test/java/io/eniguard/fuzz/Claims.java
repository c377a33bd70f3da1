package io.eniguard.fuzz;

/** Assertions that must hold for every input. */
final class Claims {

    private Claims() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
