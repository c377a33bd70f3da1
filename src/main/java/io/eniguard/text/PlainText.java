package io.eniguard.text;

/**
 * Makes text plain, which means that it contains no control characters or other invisible characters. Names, paths and values come from
 * files and requests of untrusted senders. A terminal would execute an escape sequence in them. A line break would start a new line in a
 * log, or a new command for a CI system. A bidirectional override would make a name look like another name.
 *
 * <p>Characters of these general categories are not plain: Cc (C0 and C1 controls, line breaks, tabs), Cf (zero-width and bidirectional
 * characters), Zl, Zp, and Cs (unpaired surrogates). Source: Unicode 15, chapter 4.5.
 */
public final class PlainText {

    private PlainText() {}

    /**
     * Returns the text on one line, for a sentence or for a name in a sentence. Replaces each sequence of characters that are not plain by
     * one blank.
     */
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
     * Returns a value on one line, without the characters that are not plain. If it is too long, the result ends with an ellipsis.
     * Surrogate pairs are never split.
     */
    public static String cut(String text, int longest) {
        // Ignores the text beyond twice the maximum length, so a text of several megabytes costs no more than a word.
        int looked = Math.min(text.length(), 2 * longest);
        String plain = withPlaceholder(text.substring(0, looked), "");
        if (plain.length() <= longest && looked == text.length()) {
            return plain;
        }
        int end = Math.min(plain.length(), longest - 1);
        return plain.substring(0, end > 0 && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /**
     * Returns the same JSON document with JSON escapes in place of the characters that are not plain. Line breaks and tabs remain, because
     * they only occur between the values of a JSON document.
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

    /** Whether the character is plain. An unpaired surrogate is not plain. */
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

    /** Returns the index of the first character that is not plain, or the length of the text if all characters are plain. */
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
