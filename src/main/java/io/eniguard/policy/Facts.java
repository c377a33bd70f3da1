package io.eniguard.policy;

import org.jspecify.annotations.Nullable;

/** The values of the variables in a condition. */
public interface Facts {

    /**
     * Returns the value of a variable. It is a tree of maps with text keys, lists, texts, whole numbers, floating-point numbers, booleans and
     * nulls. At any depth, an {@link UnknownFact} can stand for a value that is not known. The tree never changes.
     */
    @Nullable
    Object value(String variable);

    /** Returns the budget that all evaluations with these facts share. By default, each evaluation only has the budget of its own. */
    default SharedBudget budget() {
        return new SharedBudget();
    }
}
