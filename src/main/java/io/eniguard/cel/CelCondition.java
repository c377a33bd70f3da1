package io.eniguard.cel;

import io.eniguard.policy.Answer;
import io.eniguard.policy.Condition;
import io.eniguard.policy.Facts;

/** A compiled condition. */
record CelCondition(CompiledTerm compiled) implements Condition {

    @Override
    public Answer on(Facts facts) {
        try {
            Object value = compiled.evaluate(facts);
            if (value instanceof Boolean isTrue) {
                return new Answer.Holds(isTrue);
            }
            return value instanceof UnknownValue unknown
                    ? new Answer.Unknown(unknown.reason())
                    : new Answer.Failure("it yields " + CelValues.typeName(value) + ", not bool", false);
        } catch (StoppedException e) {
            return new Answer.Failure(e.reason(), true);
        } catch (EvaluationException e) {
            return new Answer.Failure(e.reason(), false);
        }
    }
}
