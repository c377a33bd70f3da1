package io.eniguard.policy;

import java.util.Locale;

/** The points at which rules are enforced. A policy can set a different action for each point. */
public enum Point {
    /** The webhook. The placement of nodes follows its actions too. */
    ADMISSION,
    /** The audit of the whole cluster in the background. */
    AUDIT,
    /** The command {@code eniguard check}. */
    CHECK;

    /** Returns the name of the point in policies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
