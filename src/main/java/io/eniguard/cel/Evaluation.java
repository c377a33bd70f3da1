package io.eniguard.cel;

import io.eniguard.policy.Facts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one evaluation: the facts, the variables of loops, and the budget. Used by one thread. */
final class Evaluation {

    private final Facts facts;
    private final Map<String, Object> variables = new HashMap<>();
    private final @Nullable Object[] locals;
    private final Budget budget;

    Evaluation(Facts facts, int locals) {
        this.facts = facts;
        this.budget = new Budget(facts.budget());
        this.locals = new @Nullable Object[locals];
    }

    Budget budget() {
        return budget;
    }

    /** Returns the value of a fact. Each fact is asked for once. */
    Object variable(String name) {
        Object value = variables.get(name);
        if (value == null) {
            value = CelValues.adapted(facts.value(name));
            variables.put(name, value);
        }
        return value;
    }

    /**
     * Returns the value of a loop's variable.
     *
     * @throws EvaluationException if the part of the expression that the variable stands for has no value
     */
    Object local(int slot) {
        Object value = locals[slot];
        if (value instanceof EvaluationException failure) {
            throw failure;
        }
        return value == null ? CelValues.NULL : value;
    }

    void setLocal(int slot, Object value) {
        locals[slot] = value;
    }

    /** Evaluates the term and sets the variable to its value, or to the reason why it has none. */
    void setLocal(int slot, Term term) {
        Object value;
        try {
            value = term.evaluate(this);
        } catch (EvaluationException e) {
            value = e;
        }
        locals[slot] = value;
    }
}
