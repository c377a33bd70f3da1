package io.eniguard.cel;

/** A part of a compiled expression. Objects are immutable. */
interface Term {

    /**
     * Returns the value in the form that {@link CelValues} describes, or an {@link UnknownValue}.
     *
     * @throws EvaluationException if the part has no value
     */
    Object evaluate(Evaluation evaluation);
}
