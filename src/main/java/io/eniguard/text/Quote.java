package io.eniguard.text;

/** Shows text from users in messages. */
public final class Quote {

    /** As long as a label value may be. */
    public static final int LONGEST = 63;

    private Quote() {}

    /** Returns the text in quotes, on one line and cut after 63 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest the greatest number of characters between the quotes */
    public static String of(String text, int longest) {
        return '"' + PlainText.cut(text, longest) + '"';
    }
}
