package io.eniguard.cli;

import java.util.List;

/** What the program ends with. When several apply, {@link #BUG} beats {@link #USAGE}, that {@link #FINDINGS}, that {@link #NOTHING}. */
public final class ExitCodes {

    public static final int OK = 0;

    /** There is something at or above {@code --fail-on}. */
    public static final int FINDINGS = 1;

    /** Wrong usage, or input that cannot be read. */
    public static final int USAGE = 2;

    /** Nothing was evaluated. */
    public static final int NOTHING = 3;

    /** The program is wrong, not its input: sysexits.h, EX_SOFTWARE. */
    public static final int BUG = 70;

    private static final List<Integer> STRICTEST_FIRST = List.of(BUG, USAGE, FINDINGS, NOTHING, OK);

    private ExitCodes() {}

    /** The one of two codes that beats the other. */
    static int stricter(int one, int other) {
        return STRICTEST_FIRST.indexOf(one) <= STRICTEST_FIRST.indexOf(other) ? one : other;
    }
}
