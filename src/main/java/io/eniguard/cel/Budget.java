package io.eniguard.cel;

import io.eniguard.policy.SharedBudget;
import java.util.Locale;

/**
 * Limits the work of one evaluation. Each operation pays before it does its work, so no single operation can take long or need much memory
 * either.
 */
final class Budget {

    /**
     * The steps of one evaluation. A step is the evaluation of one part of the expression, one comparison of two values, or the reading of
     * {@value #CHARACTERS_PER_STEP} characters. A loop over the 5,000 entries of a large ConfigMap takes about 30,000 steps. All steps
     * together take a few tens of milliseconds, which is short in comparison with the ten seconds that a webhook has by default.
     */
    static final int MOST_STEPS = 250_000;

    /**
     * The memory of all values that one evaluation creates, in characters, bytes or list elements. It suffices for a copy of the largest
     * object that an API server stores (1.5 MiB in etcd). At two to eight bytes each, one evaluation needs less than 20 MB.
     */
    static final int MOST_MEMORY = 2_000_000;

    /**
     * The first steps of each evaluation. The conditions of a review take them from another budget than all later steps. An ordinary
     * condition takes fewer, so costly conditions of other policies cannot stop it.
     */
    static final int FIRST_STEPS = 2_000;

    // Comparing or copying this many characters takes about as long as a step.
    private static final int CHARACTERS_PER_STEP = 32;

    private long steps = MOST_STEPS;
    private long memory = MOST_MEMORY;
    private final SharedBudget shared;

    Budget(SharedBudget shared) {
        this.shared = shared;
    }

    void step() {
        steps(1);
    }

    void steps(long count) {
        steps -= count;
        if (steps < 0 || count < 0) {
            throw new StoppedException(String.format(Locale.ROOT, "it takes more than %,d steps", MOST_STEPS));
        }
        if (MOST_STEPS - steps <= FIRST_STEPS) {
            check(shared.takeFirst(count), SharedBudget.MOST_FIRST_STEPS);
        } else {
            check(shared.take(count), SharedBudget.MOST_STEPS);
        }
    }

    private static void check(boolean isTaken, long mostSteps) {
        if (!isTaken) {
            throw new StoppedException(
                    String.format(Locale.ROOT, "the conditions of this review take more than %,d steps", mostSteps));
        }
    }

    /** Pays for an operation that reads each character or byte once. */
    void characters(long count) {
        steps(count / CHARACTERS_PER_STEP);
    }

    /** Pays for a new value, before it is created. */
    void memory(long units) {
        characters(units);
        memory -= units;
        if (memory < 0 || units < 0) {
            throw new StoppedException(String.format(
                    Locale.ROOT, "its values have more than %,d characters, bytes and list elements", MOST_MEMORY));
        }
    }

    /** Pays for the search of one text in another, which compares each position with the whole searched text in the worst case. */
    void search(long length, long searched) {
        characters(length);
        steps(length * searched / (CHARACTERS_PER_STEP * CHARACTERS_PER_STEP));
    }

    /**
     * Pays for matching a regular expression.
     *
     * @param programSize the number of RE2J's instructions, all of which each character may have to visit
     */
    void match(long length, long programSize) {
        steps(length * programSize / CHARACTERS_PER_STEP);
    }
}
