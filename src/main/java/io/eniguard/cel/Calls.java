package io.eniguard.cel;

import dev.cel.common.values.CelByteString;
import io.eniguard.cel.CelValues.TypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of expressions that call a function or an operator which needs all of its operands. */
final class Calls {

    private Calls() {}

    /** Computes a value from operands that are not unknown themselves. */
    @FunctionalInterface
    interface Operation {
        Object apply(Object[] operands, Budget budget);
    }

    /** Evaluates the operands from left to right. If one of them is unknown, the result is unknown. */
    record Call(List<Term> operands, Operation operation) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            Budget budget = evaluation.budget();
            budget.step();
            Object[] values = new Object[operands.size()];
            UnknownValue unknown = null;
            for (int i = 0; i < values.length; i++) {
                values[i] = operands.get(i).evaluate(evaluation);
                unknown = CelEquality.merged(unknown, values[i]);
            }
            return unknown == null ? operation.apply(values, budget) : unknown;
        }
    }

    /**
     * Returns the operation of the first form of a function that accepts the arguments.
     *
     * @param forms the forms that the type checker found possible, at least one
     */
    static Operation function(String name, List<Overload> forms) {
        return (values, budget) -> {
            for (Overload form : forms) {
                if (form.accepts(values)) {
                    payForReading(values, budget);
                    return CelValues.adapted(form.body().apply(values, budget));
                }
            }
            String types = Arrays.stream(values).map(CelValues::typeName).collect(Collectors.joining(", "));
            throw new EvaluationException("%s cannot be applied to %s".formatted(operator(name), types));
        };
    }

    /** Returns the name of a function as authors write it. */
    static String operator(String name) {
        return name.replaceAll("^[_@]|_(?=\\W|$)|(?<=\\W)_", "");
    }

    private static void payForReading(Object[] values, Budget budget) {
        for (Object value : values) {
            budget.characters(CelValues.length(value));
        }
    }

    static Object contains(Object[] values, Budget budget) {
        String text = (String) values[0];
        String searched = (String) values[1];
        budget.search(text.length(), searched.length());
        return text.contains(searched);
    }

    static Object concatenatedTexts(Object[] values, Budget budget) {
        String one = (String) values[0];
        String other = (String) values[1];
        budget.memory((long) one.length() + other.length());
        return one + other;
    }

    static Object concatenatedBytes(Object[] values, Budget budget) {
        CelByteString one = (CelByteString) values[0];
        CelByteString other = (CelByteString) values[1];
        budget.memory((long) one.size() + other.size());
        return one.concat(other);
    }

    static Object concatenatedLists(Object[] values, Budget budget) {
        List<?> one = (List<?>) values[0];
        List<?> other = (List<?>) values[1];
        budget.memory((long) one.size() + other.size());
        List<@Nullable Object> both = new ArrayList<>(one.size() + other.size());
        both.addAll(one);
        both.addAll(other);
        return both;
    }

    static Object not(Object[] values, Budget budget) {
        budget.step();
        if (values[0] instanceof Boolean flag) {
            return !flag;
        }
        throw new EvaluationException("! cannot be applied to " + CelValues.typeName(values[0]));
    }

    static Object equal(Object[] values, Budget budget) {
        return CelEquality.areEqual(values[0], values[1], budget);
    }

    static Object notEqual(Object[] values, Budget budget) {
        Object same = equal(values, budget);
        return same instanceof Boolean flag ? (Object) !flag : same;
    }

    static Object in(Object[] values, Budget budget) {
        if (values[1] instanceof List<?> list) {
            return CelEquality.contains(list, values[0], budget);
        } else if (values[1] instanceof Map<?, ?> map) {
            budget.characters(CelValues.length(values[0]));
            return Selections.isPresent(map, values[0]);
        }
        throw new EvaluationException("in cannot be applied to " + CelValues.typeName(values[1]));
    }

    static Object type(Object[] values, Budget budget) {
        budget.step();
        return new TypeName(CelValues.typeName(values[0]));
    }

    static Object same(Object[] values, Budget budget) {
        budget.step();
        return values[0];
    }
}
