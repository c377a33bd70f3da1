package io.eniguard.text;

/** A message about a finding, on one line. */
public final class MessageLine {

    /** The API server cuts longer warnings when a response has many. Kubernetes 1.19, warnings in admission responses. */
    public static final int LONGEST = 240;

    private MessageLine() {}

    /** Returns the line without control characters, cut to the greatest length. */
    public static String cut(String line) {
        return PlainText.cut(line, LONGEST);
    }
}
