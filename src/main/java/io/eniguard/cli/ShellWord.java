package io.eniguard.cli;

import java.util.regex.Pattern;

/** Words of a command that a person may paste into a shell. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private ShellWord() {}

    /** The word, in single quotes where a shell would read it in another way. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
