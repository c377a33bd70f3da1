package io.eniguard.cel;

import io.eniguard.policy.Facts;

/**
 * A compiled expression.
 *
 * @param locals the number of variables that the loops of the expression need
 */
record CompiledTerm(Term term, int locals) {

    /**
     * Returns the value, which is an {@link UnknownValue} if an unknown fact decides the result.
     *
     * @throws EvaluationException if the expression has no value
     * @throws StoppedException if the expression takes too many steps or too much memory
     */
    Object evaluate(Facts facts) {
        return term.evaluate(new Evaluation(facts, locals));
    }
}
