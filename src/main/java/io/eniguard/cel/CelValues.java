package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.eniguard.cel.value.IpAddress;
import io.eniguard.cel.value.IpBlock;
import io.eniguard.cel.value.ResourceQuantity;
import io.eniguard.policy.UnknownFact;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of expressions. A value is a {@code Boolean}, {@code Long}, {@code UnsignedLong}, {@code Double}, {@code String},
 * {@code CelByteString}, {@code Instant}, {@code Duration}, {@code NullValue}, {@code Optional}, {@link TypeName}, {@link IpAddress},
 * {@link IpBlock}, {@link ResourceQuantity}, {@code List} or {@code Map}. Lists and maps are never copied, so their elements must be adapted
 * when they are read.
 */
final class CelValues {

    static final Object NULL = NullValue.NULL_VALUE;

    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** The name of a type as a value, such as the value of {@code type(1)}. */
    record TypeName(String name) {}

    private CelValues() {}

    /** Converts a value of a tree, without its elements. As in API servers, a number that is not a 64-bit integer is a double. */
    static Object adapted(@Nullable Object value) {
        if (value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Map<?, ?>) {
            return value;
        } else if (value == null) {
            return NULL;
        } else if (value instanceof Integer number) {
            return number.longValue();
        } else if (value instanceof BigInteger number) {
            boolean fits = number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0;
            return fits ? (Object) number.longValue() : (Object) number.doubleValue();
        } else if (value instanceof BigDecimal number) {
            return number.doubleValue();
        }
        return value instanceof UnknownFact fact ? UnknownValue.because(fact.reason()) : value;
    }

    /** Returns the number of characters or bytes; 0 if the value is neither a text nor bytes. */
    static int length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof CelByteString bytes ? bytes.size() : 0;
    }

    /** Returns the value at the key of a map; null if the map does not have the key. Numbers are equal keys whatever their types are. */
    static @Nullable Object entry(Map<?, ?> map, Object key) {
        // A list or a map is never a key, and the calculation of its hash code could take minutes.
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            return null;
        }
        if (map.containsKey(key)) {
            return adapted(map.get(key));
        }
        if (key instanceof Number number && isWhole(number)) {
            for (Object same : new Object[] {number.longValue(), UnsignedLong.fromLongBits(number.longValue())}) {
                if (CelEquality.compare((Number) same, number) == 0 && map.containsKey(same)) {
                    return adapted(map.get(same));
                }
            }
        }
        return null;
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Double real) || (real == Math.rint(real) && Math.abs(real) < 0x1p64);
    }

    /** Returns the type's name in CEL. */
    static String typeName(Object value) {
        return value instanceof Boolean
                ? "bool"
                : value instanceof Long
                        ? "int"
                        : value instanceof UnsignedLong
                                ? "uint"
                                : value instanceof Double ? "double" : otherName(value);
    }

    private static String otherName(Object value) {
        if (value instanceof String) {
            return "string";
        } else if (value instanceof List<?>) {
            return "list";
        } else if (value instanceof Map<?, ?>) {
            return "map";
        } else if (value instanceof CelByteString) {
            return "bytes";
        } else if (value instanceof Instant) {
            return "google.protobuf.Timestamp";
        } else if (value instanceof Duration) {
            return "google.protobuf.Duration";
        } else if (value instanceof Optional<?>) {
            return "optional_type";
        } else if (value instanceof IpAddress) {
            return FunctionTypes.IP.name();
        } else if (value instanceof IpBlock) {
            return FunctionTypes.CIDR.name();
        } else if (value instanceof ResourceQuantity) {
            return FunctionTypes.QUANTITY.name();
        }
        return value instanceof TypeName ? "type" : "null_type";
    }
}
