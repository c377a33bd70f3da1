package io.eniguard.tree;

/** The limits that all readers of JSON and YAML share. */
public final class DocumentLimits {

    /** The maximum number of nested objects and arrays, or mappings and lists, including the outermost one. */
    public static final int MAX_DEPTH = 100;

    /** The maximum number of characters of a number. The time to convert digits grows with the square of their number. */
    public static final int MAX_DIGITS = 1_000;

    private DocumentLimits() {}
}
