package io.eniguard.cel;

import java.util.List;
import java.util.Map;

/**
 * A loop, which is what the macros {@code all}, {@code exists}, {@code map} and so on consist of.
 *
 * @param element the slot of the variable for the current element, or for the current key of a map
 * @param accumulator the slot of the variable for the result so far
 * @param start the first value of the accumulator
 * @param condition ends the loop when it is false
 * @param step the next value of the accumulator
 */
record Fold(Term range, int element, int accumulator, Term start, Term condition, Term step, Term result)
        implements Term {

    @Override
    public Object evaluate(Evaluation evaluation) {
        Object values = range.evaluate(evaluation);
        if (values instanceof UnknownValue) {
            return values;
        }
        evaluation.setLocal(accumulator, start);
        for (Object value : elements(values)) {
            evaluation.budget().step();
            evaluation.setLocal(element, CelValues.adapted(value));
            Object goesOn = condition.evaluate(evaluation);
            if (goesOn instanceof UnknownValue) {
                return goesOn;
            }
            if (goesOn.equals(false)) {
                break;
            }
            evaluation.setLocal(accumulator, step);
        }
        return result.evaluate(evaluation);
    }

    private static Iterable<?> elements(Object values) {
        if (values instanceof List<?> list) {
            return list;
        } else if (values instanceof Map<?, ?> map) {
            return map.keySet();
        }
        throw new EvaluationException("a loop needs a list or a map, not " + CelValues.typeName(values));
    }

    /**
     * The step {@code accumulator + [value]} of the macros {@code map} and {@code filter}. Appends in place, because copying the list in
     * each step would take quadratic time. Only the loop can access the list.
     */
    record Append(int accumulator, Term value) implements Term {

        @Override
        @SuppressWarnings("unchecked") // the accumulator starts as a list that NewList creates
        public Object evaluate(Evaluation evaluation) {
            Object list = evaluation.local(accumulator);
            Object added = value.evaluate(evaluation);
            if (list instanceof UnknownValue || added instanceof UnknownValue) {
                return list instanceof UnknownValue ? list : added;
            }
            evaluation.budget().memory(1);
            ((List<Object>) list).add(added);
            return list;
        }
    }
}
