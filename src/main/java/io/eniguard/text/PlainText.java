package io.eniguard.text;

/**
 * Text without the characters that steer whatever shows it. Names, paths and values come from files and requests of strangers: an escape
 * sequence in one would run on a terminal, a line break would begin a line of its own in a log or a command for a CI system, and a
 * bidirectional override would show another name than the one that counts.
 *
 * <p>These characters are the general categories Cc (C0 and C1 controls, line breaks, tabs), Cf (zero-width and bidirectional characters),
 * Zl, Zp and unpaired surrogates: Unicode 15, chapter 4.5.
 */
public final class PlainText {

    private PlainText() {}

    /** The text on one line, with one blank in place of characters in a row that are not plain. For sentences, and names in them. */
    public static String oneLine(String text) {
        return withPlaceholder(text, " ");
    }

    private static String withPlaceholder(String text, String placeholder) {
        int at = firstNotPlain(text);
        if (at == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, at);
        boolean replaced = false;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isPlain(character)) {
                plain.appendCodePoint(character);
                replaced = false;
            } else if (!replaced) {
                plain.append(placeholder);
                replaced = true;
            }
        }
        return plain.toString();
    }

    /**
     * A value on one line: stripped of what is not plain, and with an ellipsis in place of what goes beyond the length. A character is
     * shown whole or not at all.
     */
    public static String cut(String text, int longest) {
        // Beyond twice the length nothing can be shown, so that a text of megabytes costs no more than a word.
        int looked = Math.min(text.length(), 2 * longest);
        String plain = withPlaceholder(text.substring(0, looked), "");
        if (plain.length() <= longest && looked == text.length()) {
            return plain;
        }
        int end = Math.min(plain.length(), longest - 1);
        return plain.substring(0, end > 0 && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /**
     * The same JSON document with each character that is not plain as {@code \}{@code u001b}: all of them stand inside strings, but for
     * the line breaks of the layout, which stay.
     */
    public static String escaped(String json) {
        if (isPlain(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(character -> {
            if (isPlain(character) || character == '\n' || character == '\r' || character == '\t') {
                escaped.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return escaped.toString();
    }

    /** Whether all characters of the text are plain. */
    public static boolean isPlain(String text) {
        return firstNotPlain(text) == text.length();
    }

    /** Whether the character steers nothing. An unpaired surrogate is no character. */
    public static boolean isPlain(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The text's length when all of it is plain. */
    private static int firstNotPlain(String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (!isPlain(character)) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }
}
