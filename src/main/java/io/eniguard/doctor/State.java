package io.eniguard.doctor;

import java.util.Locale;

/** The state of a subject. */
public enum State {
    OK,
    /** It works now and may stop working. */
    WARNING,
    /** It does not work, or does not work as it should. */
    PROBLEM,
    /** It could not be examined. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
