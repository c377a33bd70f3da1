package io.eniguard.text;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * A writer for a terminal or a log. It writes plain text, line breaks, tabs and, if wanted, colours, and replaces other control characters
 * by blanks. It is only a last resort: code that composes a line must make the values in it plain, because this writer cannot recognize a
 * line break that is part of a value. Not safe for use by several threads.
 */
public final class PlainWriter extends FilterWriter {

    private static final char ESCAPE = '\u001B';

    /** The maximum length of a colour sequence. All sequences that this program writes are shorter, such as {@code ESC[1;31m}. */
    private static final int LONGEST_SEQUENCE = 16;

    private final Colours colours;
    private final StringBuilder sequence = new StringBuilder();
    private char highSurrogate;

    /** Whether escape sequences for colours are written. Other escape sequences are never written. */
    public enum Colours {
        KEPT,
        REMOVED
    }

    public PlainWriter(Writer out, Colours colours) {
        super(out);
        this.colours = colours;
    }

    @Override
    public void write(int character) throws IOException {
        write(new char[] {(char) character}, 0, 1);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        StringBuilder plain = new StringBuilder(length);
        for (int i = offset; i < offset + length; i++) {
            put(text[i], plain);
        }
        out.append(plain);
    }

    private void put(char unit, StringBuilder plain) {
        if (sequence.length() > 0) {
            continueSequence(unit, plain);
        } else if (unit == ESCAPE && colours == Colours.KEPT) {
            endSurrogate(plain);
            sequence.append(unit);
        } else if (Character.isHighSurrogate(unit)) {
            endSurrogate(plain);
            highSurrogate = unit;
        } else if (Character.isLowSurrogate(unit) && highSurrogate != 0) {
            int character = Character.toCodePoint(highSurrogate, unit);
            highSurrogate = 0;
            append(character, plain);
        } else {
            endSurrogate(plain);
            append(unit, plain);
        }
    }

    /**
     * Continues an escape sequence. A sequence for colours consists of {@code ESC [}, digits and semicolons, and {@code m}. In any other
     * sequence, the escape character is replaced by a blank.
     */
    private void continueSequence(char unit, StringBuilder plain) {
        boolean belongs = sequence.length() == 1 ? unit == '[' : unit == ';' || (unit >= '0' && unit <= '9');
        if (belongs && sequence.length() < LONGEST_SEQUENCE) {
            sequence.append(unit);
            return;
        }
        boolean ends = unit == 'm' && sequence.length() > 1;
        String read = sequence.toString();
        sequence.setLength(0);
        if (ends) {
            plain.append(read).append(unit);
        } else {
            plain.append(' ').append(read, 1, read.length());
            put(unit, plain);
        }
    }

    private void endSurrogate(StringBuilder plain) {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            plain.append(' ');
        }
    }

    private static void append(int character, StringBuilder plain) {
        boolean isLayout = character == '\n' || character == '\t';
        plain.appendCodePoint(isLayout || PlainText.isPlain(character) ? character : ' ');
    }
}
