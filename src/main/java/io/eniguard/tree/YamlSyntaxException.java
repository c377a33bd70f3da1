package io.eniguard.tree;

/** Thrown if a text is not valid YAML, or if it exceeds a limit of the reader. The message states the reason without the line. */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 200;

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

    /** Creates the exception for a text that may be valid YAML but exceeds a limit. The reason names the limit. */
    static YamlSyntaxException tooLarge(int line, String reason) {
        return new YamlSyntaxException(line, reason, true);
    }

    /** Returns the reason on one line and shortened to a readable length. The reason may quote the text. */
    static String oneLine(String reason) {
        String start = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        return start.replaceAll("\\s+", " ").strip();
    }

    /** The line of the error, starting at 1. */
    public int line() {
        return line;
    }

    /** Whether the text exceeds a limit of the reader, as opposed to having a syntax error. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
