package io.eniguard.policy;

/**
 * The steps that all conditions and messages of one review may take together, so that many custom rules do not exceed the time limit of a
 * webhook. The first steps of each condition do not count, so costly conditions of one policy cannot stop ordinary conditions of another.
 * Objects of this class are for one thread.
 */
public final class SharedBudget {

    /** Four times the steps of one condition, which take a few tenths of a second. */
    public static final long MOST_STEPS = 1_000_000;

    private long left = MOST_STEPS;

    /**
     * Takes steps that a condition is about to do.
     *
     * @return whether the condition may do them; once this is false, it is false for all further steps
     */
    public boolean take(long steps) {
        left = steps > left ? -1 : left - steps;
        return left >= 0;
    }
}
