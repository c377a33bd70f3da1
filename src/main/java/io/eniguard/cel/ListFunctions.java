package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The functions on lists of k8s.io/apiserver, pkg/cel/library/lists.go. */
final class ListFunctions {

    private static final List<CelType> COMPARABLE = List.of(
            SimpleType.INT,
            SimpleType.UINT,
            SimpleType.DOUBLE,
            SimpleType.BOOL,
            SimpleType.DURATION,
            SimpleType.TIMESTAMP,
            SimpleType.STRING,
            SimpleType.BYTES);

    private static final Map<CelType, Object> ZEROS = Map.of(
            SimpleType.INT,
            0L,
            SimpleType.UINT,
            UnsignedLong.ZERO,
            SimpleType.DOUBLE,
            0.0,
            SimpleType.DURATION,
            Duration.ZERO);

    private ListFunctions() {}

    static List<CelFunction> all(Map<String, Overload> standard) {
        List<CelFunction> functions = new ArrayList<>();
        for (CelType type : COMPARABLE) {
            ListType list = ListType.create(type);
            functions.add(CelFunction.member("isSorted", SimpleType.BOOL, known(ListFunctions::isSorted), list));
            functions.add(CelFunction.member("min", type, extreme(order -> order < 0), list));
            functions.add(CelFunction.member("max", type, extreme(order -> order > 0), list));
        }
        ZEROS.forEach((type, zero) -> functions.add(CelFunction.member(
                "sum", type, known((list, budget) -> sum(list, zero, standard, budget)), ListType.create(type))));
        TypeParamType any = TypeParamType.create("T");
        functions.add(CelFunction.member(
                "indexOf", SimpleType.INT, (values, budget) -> index(values, 1, budget), ListType.create(any), any));
        functions.add(CelFunction.member(
                "lastIndexOf",
                SimpleType.INT,
                (values, budget) -> index(values, -1, budget),
                ListType.create(any),
                any));
        return functions;
    }

    /** Returns a body that gets the adapted elements of its list, none of which is unknown. */
    private static Overload.Body known(BiFunction<List<Object>, Budget, Object> body) {
        return (values, budget) -> {
            List<?> list = (List<?>) values[0];
            budget.memory(list.size());
            List<Object> adapted = new ArrayList<>(list.size());
            UnknownValue unknown = null;
            for (Object element : list) {
                Object value = CelValues.adapted(element);
                budget.characters(CelValues.length(value));
                adapted.add(value);
                unknown = CelEquality.merged(unknown, value);
            }
            return unknown == null ? body.apply(adapted, budget) : unknown;
        };
    }

    private static Object isSorted(List<Object> list, Budget budget) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i), budget) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Overload.Body extreme(IntPredicate isBetter) {
        return known((list, budget) -> extreme(list, isBetter, budget));
    }

    private static Object extreme(List<Object> list, IntPredicate isBetter, Budget budget) {
        if (list.isEmpty()) {
            throw new EvaluationException("an empty list has no min and no max");
        }
        Object best = list.get(0);
        for (Object value : list) {
            if (isBetter.test(compare(value, best, budget))) {
                best = value;
            }
        }
        return best;
    }

    private static Object sum(List<Object> list, Object zero, Map<String, Overload> standard, Budget budget) {
        Object sum = list.isEmpty() ? zero : list.get(0);
        for (int i = 1; i < list.size(); i++) {
            sum = add(sum, list.get(i), standard, budget);
        }
        if (!(sum instanceof Number || sum instanceof Duration)) {
            throw new EvaluationException("sum cannot be applied to elements of type " + CelValues.typeName(sum));
        }
        return sum;
    }

    private static Object add(Object sum, Object value, Map<String, Overload> standard, Budget budget) {
        Object[] operands = {sum, value};
        for (String id : List.of("add_int64", "add_uint64", "add_double", "add_duration_duration")) {
            Overload form = standard.get(id);
            if (form != null && form.accepts(operands)) {
                return form.body().apply(operands, budget);
            }
        }
        throw new EvaluationException("sum cannot be applied to elements of type " + CelValues.typeName(value));
    }

    private static int compare(Object one, Object other, Budget budget) {
        if (one instanceof Number number && other instanceof Number second) {
            return CelEquality.compare(number, second);
        } else if (one instanceof String text && other instanceof String second) {
            return text.compareTo(second);
        } else if (one instanceof Boolean flag && other instanceof Boolean second) {
            return Boolean.compare(flag, second);
        } else if (one instanceof Duration duration && other instanceof Duration second) {
            return duration.compareTo(second);
        } else if (one instanceof Instant instant && other instanceof Instant second) {
            return instant.compareTo(second);
        } else if (one instanceof CelByteString bytes && other instanceof CelByteString second) {
            // The comparator copies both.
            budget.characters((long) bytes.size() + second.size());
            return CelByteString.unsignedLexicographicalComparator().compare(bytes, second);
        }
        throw new EvaluationException(
                "%s and %s cannot be compared".formatted(CelValues.typeName(one), CelValues.typeName(other)));
    }

    /** Searches for an equal element, forwards or backwards. */
    private static Object index(Object[] values, int direction, Budget budget) {
        List<?> list = (List<?>) values[0];
        UnknownValue unknown = null;
        for (int i = direction > 0 ? 0 : list.size() - 1; i >= 0 && i < list.size(); i += direction) {
            Object same = CelEquality.areEqual(CelValues.adapted(list.get(i)), values[1], budget);
            unknown = CelEquality.merged(unknown, same);
            if (same.equals(true)) {
                return orElse(unknown, (long) i);
            }
        }
        return orElse(unknown, -1L);
    }

    private static Object orElse(@Nullable UnknownValue unknown, long index) {
        return unknown == null ? (Object) index : unknown;
    }
}
