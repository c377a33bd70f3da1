package io.eniguard.doctor;

import java.util.Locale;

/** How it is with a subject. */
public enum State {
    OK,
    /** It works now, and will or may stop. */
    WARNING,
    /** It does not work, or not as it should. */
    PROBLEM,
    /** It could not be told. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
