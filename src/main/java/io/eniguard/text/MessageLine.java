package io.eniguard.text;

/** A message about a finding, on one line. */
public final class MessageLine {

    /**
     * The maximum length of a message. The API server may cut warnings of more than 256 characters: Kubernetes documentation, "Dynamic
     * Admission Control", response.
     */
    public static final int LONGEST = 240;

    private MessageLine() {}

    /** Returns the line without control characters, cut to {@value #LONGEST} characters. */
    public static String cut(String line) {
        return PlainText.cut(line, LONGEST);
    }
}
