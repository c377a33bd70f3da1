package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions on optional values. The CEL library declares their types and defines their macros. */
final class OptionalFunctions {

    private OptionalFunctions() {}

    static List<Overload> all() {
        List<Class<?>> any = List.of(Object.class);
        List<Class<?>> optional = List.of(Optional.class);
        return List.of(
                new Overload("optional_none", List.of(), (values, budget) -> Optional.empty()),
                new Overload("optional_of", any, (values, budget) -> Optional.of(values[0])),
                new Overload(
                        "optional_ofNonZeroValue",
                        any,
                        (values, budget) -> isZero(values[0]) ? Optional.empty() : Optional.of(values[0])),
                new Overload("optional_hasValue", optional, (values, budget) -> ((Optional<?>) values[0]).isPresent()),
                new Overload("optional_value", optional, (values, budget) -> value((Optional<?>) values[0])));
    }

    private static Object value(Optional<?> optional) {
        if (optional.isPresent()) {
            return optional.get();
        }
        throw new EvaluationException("the optional value is empty");
    }

    private static boolean isZero(Object value) {
        return value == CelValues.NULL
                || value.equals(false)
                || value.equals("")
                || value.equals(0L)
                || value.equals(0.0)
                || value.equals(UnsignedLong.ZERO)
                || value.equals(CelByteString.EMPTY)
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
