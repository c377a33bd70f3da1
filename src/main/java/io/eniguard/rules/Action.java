package io.eniguard.rules;

import java.util.Locale;

/** What follows from a finding, the mildest first. */
public enum Action {
    /** Told in reports only. */
    AUDIT,
    /** Shown to whoever writes the object. */
    WARN,
    /** The object is refused. */
    DENY;

    public Action butAtMost(Action limit) {
        return compareTo(limit) < 0 ? this : limit;
    }

    /** As reports spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
