package io.eniguard.tree;

/**
 * Where something was written.
 *
 * @param file as whoever named it wrote it; {@code -} for standard input
 * @param line counted from 1
 */
public record Place(String file, int line) {

    /** {@code file:line}, as compilers write it. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
