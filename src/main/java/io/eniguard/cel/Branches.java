package io.eniguard.cel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of expressions that do not always need all of their operands. Logical operators prefer a decision to an unknown value, and an
 * unknown value to a failure: https://github.com/google/cel-spec, doc/langdef.md, "Logical operators".
 */
final class Branches {

    private Branches() {}

    /**
     * {@code one && other} or {@code one || other}.
     *
     * @param deciding the value of one operand that decides the result: false for {@code &&}, true for {@code ||}
     */
    record Logic(boolean deciding, Term one, Term other) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().step();
            Object first = outcome(one, evaluation);
            if (isDeciding(first)) {
                return deciding;
            }
            Object second = outcome(other, evaluation);
            if (isDeciding(second)) {
                return deciding;
            }
            UnknownValue unknown = CelEquality.merged(CelEquality.merged(null, first), second);
            if (unknown != null) {
                return unknown;
            }
            throwIfFailed(first);
            throwIfFailed(second);
            return !deciding;
        }

        private boolean isDeciding(Object value) {
            return value instanceof Boolean flag && flag == deciding;
        }

        private Object outcome(Term operand, Evaluation evaluation) {
            try {
                Object value = operand.evaluate(evaluation);
                return value instanceof Boolean || value instanceof UnknownValue
                        ? value
                        : new EvaluationException("%s cannot be applied to %s"
                                .formatted(deciding ? "||" : "&&", CelValues.typeName(value)));
            } catch (EvaluationException e) {
                return e;
            }
        }

        private static void throwIfFailed(Object outcome) {
            if (outcome instanceof EvaluationException failure) {
                throw failure;
            }
        }
    }

    /** {@code condition ? one : other}. */
    record Choice(Term condition, Term one, Term other) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().step();
            Object value = condition.evaluate(evaluation);
            if (value instanceof Boolean flag) {
                return (flag ? one : other).evaluate(evaluation);
            } else if (value instanceof UnknownValue) {
                return value;
            }
            throw new EvaluationException("?: needs a condition of type bool, not " + CelValues.typeName(value));
        }
    }

    /** The condition of a loop, which ends as soon as the result is certainly false. */
    record NotCertainlyFalse(Term operand) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            try {
                return !operand.evaluate(evaluation).equals(false);
            } catch (EvaluationException e) {
                return true;
            }
        }
    }

    /**
     * {@code optional.or(other)} or {@code optional.orValue(other)}.
     *
     * @param unwraps whether the result is the value in the optional
     */
    record Alternative(Term operand, Term other, boolean unwraps) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().step();
            Object value = operand.evaluate(evaluation);
            if (value instanceof UnknownValue) {
                return value;
            } else if (!(value instanceof Optional<?> optional)) {
                throw new EvaluationException("or needs an optional value, not " + CelValues.typeName(value));
            } else {
                Object present = optional.isPresent() ? content(value, optional) : null;
                return present == null ? other.evaluate(evaluation) : present;
            }
        }

        private @Nullable Object content(Object value, Optional<?> optional) {
            return unwraps ? optional.orElse(null) : value;
        }
    }
}
