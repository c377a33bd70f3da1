package io.eniguard.fuzz;

/** What must hold of every input. */
final class Claims {

    private Claims() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
