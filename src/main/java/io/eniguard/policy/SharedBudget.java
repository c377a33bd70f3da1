package io.eniguard.policy;

/**
 * The steps that all conditions and messages of one review may take together, so that many custom rules do not exceed the time that a
 * webhook has. The first steps of each condition come from a budget of their own, so a policy with costly conditions cannot stop the
 * ordinary ones of others. Objects of this class are for one thread.
 */
public final class SharedBudget {

    /** Four times the steps of one condition, which take a few tenths of a second. */
    public static final long MOST_STEPS = 1_000_000;

    /** The first steps of a thousand conditions. Ordinary conditions take far fewer, so this is enough for many more of them. */
    public static final long MOST_FIRST_STEPS = 2_000_000;

    private long left = MOST_STEPS;
    private long leftOfFirst = MOST_FIRST_STEPS;

    /**
     * Takes steps that a condition is about to do after its first steps.
     *
     * @return whether the condition may do them; once this is false, it is false for all further steps
     */
    public boolean take(long steps) {
        left = steps > left ? -1 : left - steps;
        return left >= 0;
    }

    /**
     * Takes some of the first steps of a condition.
     *
     * @return whether the condition may do them; once this is false, it is false for the first steps of all further conditions
     */
    public boolean takeFirst(long steps) {
        leftOfFirst = steps > leftOfFirst ? -1 : leftOfFirst - steps;
        return leftOfFirst >= 0;
    }

    /** Returns whether a condition may have been stopped because of this budget. */
    public boolean isExhausted() {
        return left < 0 || leftOfFirst < 0;
    }
}
