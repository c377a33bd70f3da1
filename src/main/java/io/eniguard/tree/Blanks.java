package io.eniguard.tree;

/** Describes the spaces and tabs around a place in a YAML text. */
final class Blanks {

    private Blanks() {}

    static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    /** Returns the index of the first character at or after this index that is neither a space nor a tab. */
    static int end(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether only blanks precede the character on its line. */
    static boolean isIndentation(CharSequence text, int at) {
        return isLineStart(text, lastBefore(text, at));
    }

    /**
     * Whether the last token before the blanks is a dash, a question mark or a colon after which a nested block may begin on the same line.
     * A colon after a key on the same line is a different case: no block may begin there.
     */
    static boolean isAfterIndicator(CharSequence text, int at) {
        int last = lastBefore(text, at);
        return switch (text.charAt(last)) {
            case ':' -> isIndentation(text, last);
            case '-', '?' -> isLineStart(text, last - 1) || isBlank(text.charAt(last - 1));
            default -> false;
        };
    }

    private static int lastBefore(CharSequence text, int at) {
        int last = at - 1;
        while (last >= 0 && isBlank(text.charAt(last))) {
            last--;
        }
        return last;
    }

    private static boolean isLineStart(CharSequence text, int at) {
        return at < 0 || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }
}
