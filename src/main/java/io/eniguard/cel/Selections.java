package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import io.eniguard.text.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The parts of expressions that select a part of a value. The part of an optional value is optional too. */
final class Selections {

    private Selections() {}

    /** {@code operand.field}. */
    record Field(Term operand, String field) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().step();
            Object value = operand.evaluate(evaluation);
            if (value instanceof UnknownValue) {
                return value;
            } else if (value instanceof Optional<?> optional) {
                return optionalPart(optional, field);
            } else if (!(value instanceof Map<?, ?> map)) {
                throw new EvaluationException(
                        "cannot read the field %s of a value of type %s".formatted(field, CelValues.typeName(value)));
            } else {
                Object part = CelValues.entry(map, field);
                if (part == null) {
                    throw missing(field);
                }
                return part;
            }
        }
    }

    /** {@code has(operand.field)}. */
    record Presence(Term operand, String field) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().step();
            Object value = operand.evaluate(evaluation);
            if (value instanceof UnknownValue) {
                return value;
            }
            Object container = value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
            if (container instanceof Map<?, ?> map) {
                return isPresent(map, field);
            } else if (container instanceof Optional<?>) {
                return false;
            }
            throw new EvaluationException(
                    "cannot read the field %s of a value of type %s".formatted(field, CelValues.typeName(value)));
        }
    }

    /** Whether the map has the key: a boolean. If its value is unknown, it is unknown as well whether the value exists. */
    static Object isPresent(Map<?, ?> map, Object key) {
        Object value = CelValues.entry(map, key);
        return value instanceof UnknownValue ? value : (Object) (value != null);
    }

    /** {@code operand[index]}. */
    static Object indexed(Object[] values, Budget budget) {
        budget.step();
        budget.characters(CelValues.length(values[1]));
        if (values[0] instanceof Optional<?> optional) {
            return optionalPart(optional, values[1]);
        }
        Object part = part(values[0], values[1]);
        if (part == null) {
            throw missing(values[1]);
        }
        return part;
    }

    /** {@code operand.?field} and {@code operand[?index]}. */
    static Object optional(Object[] values, Budget budget) {
        budget.step();
        budget.characters(CelValues.length(values[1]));
        return optionalPart(values[0] instanceof Optional<?> optional ? optional : Optional.of(values[0]), values[1]);
    }

    private static Object optionalPart(Optional<?> container, Object index) {
        Object part = container.isEmpty() ? null : part(container.get(), index);
        return part instanceof UnknownValue ? part : Optional.ofNullable(part);
    }

    /** Returns null if the part does not exist. */
    private static @Nullable Object part(Object container, Object index) {
        if (container instanceof Map<?, ?> map) {
            return CelValues.entry(map, index);
        }
        OptionalLong position = position(index);
        if (container instanceof List<?> list && position.isPresent()) {
            long at = position.getAsLong();
            return at >= 0 && at < list.size() ? CelValues.adapted(list.get((int) at)) : null;
        }
        throw new EvaluationException("cannot read the part %s of a value of type %s"
                .formatted(described(index), CelValues.typeName(container)));
    }

    private static OptionalLong position(Object index) {
        boolean isPosition = index instanceof Long
                || index instanceof UnsignedLong
                || (index instanceof Double real && real == Math.rint(real));
        return isPosition ? OptionalLong.of(((Number) index).longValue()) : OptionalLong.empty();
    }

    private static EvaluationException missing(Object index) {
        return new EvaluationException(
                index instanceof String ? "no such key: " + described(index) : "no such index: " + described(index));
    }

    private static String described(Object index) {
        return index instanceof String text
                ? PlainText.cut(text, 63)
                : index instanceof Number || index instanceof Boolean
                        ? String.valueOf(index)
                        : CelValues.typeName(index);
    }
}
