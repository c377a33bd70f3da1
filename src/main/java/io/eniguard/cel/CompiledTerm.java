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
        Evaluation evaluation = new Evaluation(facts, locals);
        evaluation.budget().step();
        try {
            return term.evaluate(evaluation);
        } catch (ArithmeticException e) {
            throw new EvaluationException("a number is outside the range of its type");
        }
    }
}
