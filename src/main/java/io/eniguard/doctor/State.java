package io.eniguard.doctor;

import java.util.Locale;

/** The state of a subject. */
public enum State {
    OK,
    /** The subject works now, but it may stop working. */
    WARNING,
    /** The subject does not work, or does not work as it should. */
    PROBLEM,
    /** The subject could not be examined. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
