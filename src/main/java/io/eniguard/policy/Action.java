package io.eniguard.policy;

import java.util.Locale;

/** The possible consequences of a finding, from mildest to strictest. */
public enum Action {
    /** The rule is not evaluated, so there is no finding. Only entries of policies have this action, never findings. */
    OFF,
    /** The finding appears only in reports. */
    AUDIT,
    /** The user who writes the object gets a warning. */
    WARN,
    /** The request is denied. */
    DENY;

    public Action butAtMost(Action limit) {
        return compareTo(limit) < 0 ? this : limit;
    }

    /** Returns the name of the action in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
