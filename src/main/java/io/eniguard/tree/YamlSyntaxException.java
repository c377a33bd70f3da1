package io.eniguard.tree;

/** A text is not the YAML it should be. The message says what is wrong, without the place. */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    YamlSyntaxException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }
}
