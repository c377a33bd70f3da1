package io.eniguard.text;

/** Quotes text from users in messages. */
public final class Quote {

    /** The default maximum length, which is the maximum length of a label value. */
    public static final int LONGEST = 63;

    private Quote() {}

    /** Returns the text in quotes, on one line and cut to {@value #LONGEST} characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest the maximum number of characters between the quotes */
    public static String of(String text, int longest) {
        return '"' + PlainText.cut(text, longest) + '"';
    }
}
