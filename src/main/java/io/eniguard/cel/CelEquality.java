package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares values. Values of different types are never equal, except numbers. */
final class CelEquality {

    private CelEquality() {}

    /** Returns a boolean, or an {@link UnknownValue} if an unknown fact in a value decides the result. */
    static Object areEqual(Object one, Object other, Budget budget) {
        budget.step();
        if (one instanceof UnknownValue unknown) {
            return other instanceof UnknownValue second ? unknown.and(second) : unknown;
        } else if (other instanceof UnknownValue) {
            return other;
        } else if (one instanceof Number number) {
            return other instanceof Number second && compare(number, second) == 0;
        } else if (one instanceof List<?> list) {
            return other instanceof List<?> second ? sameElements(list, second, budget) : (Object) false;
        } else if (one instanceof Map<?, ?> map) {
            return other instanceof Map<?, ?> second ? sameEntries(map, second, budget) : (Object) false;
        } else if (one instanceof Optional<?> optional) {
            return other instanceof Optional<?> second ? sameContent(optional, second, budget) : (Object) false;
        }
        budget.characters(CelValues.length(one));
        return one.equals(other);
    }

    private static Object sameElements(List<?> list, List<?> other, Budget budget) {
        if (list.size() != other.size()) {
            return false;
        }
        Object same = true;
        Iterator<?> others = other.iterator();
        for (Object element : list) {
            same = both(same, areEqual(CelValues.adapted(element), CelValues.adapted(others.next()), budget));
            if (same.equals(false)) {
                return false;
            }
        }
        return same;
    }

    private static Object sameEntries(Map<?, ?> map, Map<?, ?> other, Budget budget) {
        if (map.size() != other.size()) {
            return false;
        }
        Object same = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = CelValues.adapted(entry.getKey());
            budget.characters(CelValues.length(key));
            Object second = CelValues.entry(other, key);
            same = second == null ? false : both(same, areEqual(CelValues.adapted(entry.getValue()), second, budget));
            if (same.equals(false)) {
                return false;
            }
        }
        return same;
    }

    private static Object sameContent(Optional<?> one, Optional<?> other, Budget budget) {
        return one.isPresent() && other.isPresent()
                ? areEqual(one.get(), other.get(), budget)
                : (Object) (one.isPresent() == other.isPresent());
    }

    private static Object both(Object one, Object other) {
        if (one.equals(false) || other.equals(false)) {
            return false;
        }
        return one instanceof UnknownValue ? one : other;
    }

    /** Whether the list has an element that is equal to the value: a boolean or an {@link UnknownValue}. */
    static Object contains(List<?> list, Object value, Budget budget) {
        UnknownValue unknown = null;
        for (Object element : list) {
            Object same = areEqual(CelValues.adapted(element), value, budget);
            if (same.equals(true)) {
                return true;
            }
            unknown = merged(unknown, same);
        }
        return unknown == null ? (Object) false : unknown;
    }

    /** Merges the value into the unknown values found so far, if the value is unknown. */
    static @Nullable UnknownValue merged(@Nullable UnknownValue before, Object value) {
        if (value instanceof UnknownValue unknown) {
            return before == null ? unknown : before.and(unknown);
        }
        return before;
    }

    /** Compares two numbers by their exact values. A result other than -1, 0 and 1 means that one of them is not a number (NaN). */
    static int compare(Number one, Number other) {
        if (one instanceof Long number && other instanceof Long second) {
            return Long.compare(number, second);
        } else if (one instanceof Double number && other instanceof Double second) {
            return compareReals(number, second);
        } else if (!isFinite(one) || !isFinite(other)) {
            return compareReals(one.doubleValue(), other.doubleValue());
        }
        return exact(one).compareTo(exact(other));
    }

    private static int compareReals(double one, double other) {
        if (Double.isNaN(one) || Double.isNaN(other)) {
            return 2;
        }
        return one < other ? -1 : one > other ? 1 : 0;
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double real) || Double.isFinite(real);
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof Double real) {
            return new BigDecimal(real);
        }
        return number instanceof UnsignedLong unsigned
                ? new BigDecimal(unsigned.bigIntegerValue())
                : BigDecimal.valueOf(number.longValue());
    }
}
