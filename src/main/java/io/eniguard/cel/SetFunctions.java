package io.eniguard.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions on lists as sets: cel-go, ext/sets.go. */
final class SetFunctions {

    private static final ListType LIST = ListType.create(TypeParamType.create("T"));

    private SetFunctions() {}

    static List<CelFunction> all() {
        return List.of(
                set("sets.contains", (one, other, budget) -> containsAll(one, other, budget)),
                set("sets.equivalent", (one, other, budget) -> {
                    Object contains = containsAll(one, other, budget);
                    return contains.equals(false) ? contains : both(contains, containsAll(other, one, budget));
                }),
                set("sets.intersects", SetFunctions::intersects));
    }

    @FunctionalInterface
    private interface SetTest {
        Object apply(List<?> one, List<?> other, Budget budget);
    }

    private static CelFunction set(String name, SetTest test) {
        return CelFunction.global(
                name,
                SimpleType.BOOL,
                (values, budget) -> test.apply((List<?>) values[0], (List<?>) values[1], budget),
                LIST,
                LIST);
    }

    private static Object containsAll(List<?> list, List<?> elements, Budget budget) {
        Object all = true;
        for (Object element : elements) {
            all = both(all, CelEquality.contains(list, CelValues.adapted(element), budget));
            if (all.equals(false)) {
                return all;
            }
        }
        return all;
    }

    private static Object intersects(List<?> one, List<?> other, Budget budget) {
        UnknownValue unknown = null;
        for (Object element : other) {
            Object isContained = CelEquality.contains(one, CelValues.adapted(element), budget);
            if (isContained.equals(true)) {
                return true;
            }
            unknown = CelEquality.merged(unknown, isContained);
        }
        return orFalse(unknown);
    }

    private static Object orFalse(@Nullable UnknownValue unknown) {
        return unknown == null ? (Object) false : unknown;
    }

    private static Object both(Object one, Object other) {
        if (one.equals(false) || other.equals(false)) {
            return false;
        }
        return one instanceof UnknownValue ? one : other;
    }
}
