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
 * How many pods a kubelet is told to take, as somebody wrote it. Where it stands nothing checks its type, so it may be a text, a
 * fraction, a list.
 *
 * @param value null where the key is there without a value
 */
public record MaxPods(@Nullable Object value) {

    public static final String KEY = "maxPods";

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_NUMBER = 24;

    /** Empty when the mapping has no such key. */
    static Optional<MaxPods> in(Tree mapping) {
        return mapping.keys().contains(KEY)
                ? Optional.of(new MaxPods(mapping.fields().get(KEY)))
                : Optional.empty();
    }

    /** The number when it is a whole one above 0; what no long can hold is the largest long. */
    public OptionalLong number() {
        return decimal()
                .filter(number -> number.signum() > 0)
                // A number such as 1e999999999 has as many digits when it is spelled out, so it is compared before it
                // is looked at.
                .map(number -> number.min(MOST))
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .map(number -> OptionalLong.of(number.longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private Optional<BigDecimal> decimal() {
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

    /** The value in a message: texts in quotes, and nothing long. */
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
