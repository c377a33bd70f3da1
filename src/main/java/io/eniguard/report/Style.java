package io.eniguard.report;

/** The style of a text for people: plain, or with terminal colours. */
public enum Style {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001B[0m";

    /** A colour, as an ANSI escape sequence. */
    public enum Colour {
        BOLD_RED("\u001B[1;31m"),
        YELLOW("\u001B[33m"),
        GREEN("\u001B[32m"),
        CYAN("\u001B[36m");

        private final String sequence;

        Colour(String sequence) {
            this.sequence = sequence;
        }
    }

    /** Returns the text in the colour if this style has colours, otherwise the unchanged text. */
    public String paint(String text, Colour colour) {
        return this == PLAIN ? text : colour.sequence + text + RESET;
    }
}
