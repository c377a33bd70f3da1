package io.eniguard.cli;

import java.util.regex.Pattern;

/** Quotes words of a command that people paste into a shell. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private ShellWord() {}

    /** Returns the word. Adds single quotes if a shell would interpret characters in the word. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
