package io.eniguard.cli;

import java.util.List;

/**
 * The exit codes of the program. If several codes apply, the order of precedence is {@link #BUG}, {@link #USAGE}, {@link #FINDINGS},
 * {@link #NOTHING}.
 */
public final class ExitCodes {

    public static final int OK = 0;

    /** A finding is at or above the level of {@code --fail-on}. */
    public static final int FINDINGS = 1;

    /** The usage is wrong, or input cannot be read. */
    public static final int USAGE = 2;

    /** Nothing was evaluated. */
    public static final int NOTHING = 3;

    /** The program has a bug. The number is EX_SOFTWARE in sysexits.h. */
    public static final int BUG = 70;

    private static final List<Integer> STRICTEST_FIRST = List.of(BUG, USAGE, FINDINGS, NOTHING, OK);

    private ExitCodes() {}

    /** Returns the code that takes precedence. */
    static int stricter(int one, int other) {
        return STRICTEST_FIRST.indexOf(one) <= STRICTEST_FIRST.indexOf(other) ? one : other;
    }
}
