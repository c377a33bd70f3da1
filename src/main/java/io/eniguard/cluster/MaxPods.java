package io.eniguard.cluster;

import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The value of a kubelet's {@code maxPods}, of any type. No API server checks the type, so it may be a text, a fraction or a list.
 *
 * @param value the value; null if the key has no value
 */
public record MaxPods(@Nullable Object value) {

    public static final String KEY = "maxPods";

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_NUMBER = 24;

    /** Returns the value of {@code maxPods} in the mapping; empty if the mapping does not have this key. */
    static Optional<MaxPods> in(Tree mapping) {
        return mapping.keys().contains(KEY)
                ? Optional.of(new MaxPods(mapping.fields().get(KEY)))
                : Optional.empty();
    }

    /** The value as a number; empty if it is not a whole number above 0. A number that is too large for a long becomes the largest long. */
    public OptionalLong number() {
        return decimal()
                .filter(number -> number.signum() > 0)
                // The limit must be applied first, because 1e999999999 has a billion digits when it is written out.
                .map(number -> number.min(MOST))
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .map(number -> OptionalLong.of(number.longValueExact()))
                .orElse(OptionalLong.empty());
    }

    Optional<BigDecimal> decimal() {
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        } else if (value instanceof BigInteger integer) {
            return Optional.of(new BigDecimal(integer));
        } else if (value instanceof Long || value instanceof Integer) {
            return Optional.of(BigDecimal.valueOf(((Number) value).longValue()));
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return Optional.empty();
    }

    /** The value in the form that messages use. Texts are quoted, and long values are shortened. */
    public String shown() {
        if (value instanceof String text) {
            return Quote.of(text, LONGEST_NUMBER);
        } else if (value instanceof Map<?, ?>) {
            return "a mapping";
        } else if (value instanceof List<?>) {
            return "a list";
        }
        return cut(value instanceof BigInteger big && big.bitLength() > 128 ? "a huge number" : String.valueOf(value));
    }

    private static String cut(String text) {
        return PlainText.cut(text, LONGEST_NUMBER);
    }
}
