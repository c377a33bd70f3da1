package io.eniguard.tree;

/**
 * A place in an input.
 *
 * @param file the file name as the user wrote it; {@code -} for standard input
 * @param line the line, starting at 1
 */
public record Place(String file, int line) {

    /** Returns {@code file:line}, the form that compilers use. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
