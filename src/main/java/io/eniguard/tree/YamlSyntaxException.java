package io.eniguard.tree;

/** A text is not the YAML it should be, or more of it than a reader takes. The message says what is wrong, without the place. */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final boolean tooLarge;

    private YamlSyntaxException(int line, String reason, boolean tooLarge) {
        super(reason);
        this.line = line;
        this.tooLarge = tooLarge;
    }

    YamlSyntaxException(int line, String reason) {
        this(line, reason, false);
    }

    /** The text may be right YAML, but exceeds a limit, which the reason names. */
    static YamlSyntaxException tooLarge(int line, String reason) {
        return new YamlSyntaxException(line, reason, true);
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** A limit of the reader stopped it, not a mistake in the text. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
