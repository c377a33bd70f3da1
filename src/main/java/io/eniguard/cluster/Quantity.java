package io.eniguard.cluster;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads quantities of Kubernetes. The API server shortens quantities: it writes 1000 pods as {@code 1k}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("\\+?(?<number>[0-9]{1,15})(?<suffix>[kMG]|[KMG]i)?");

    private static final Map<String, Long> FACTORS =
            Map.of("k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    private Quantity() {}

    /** Returns the number. Empty for fractions, for values that are not quantities, and for numbers that are too large for a long. */
    static OptionalLong wholeNumber(Object value) {
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        }
        Matcher form = FORM.matcher(value instanceof String text ? text : "");
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        String suffix = form.group("suffix");
        BigDecimal number = new BigDecimal(form.group("number"))
                .multiply(BigDecimal.valueOf(suffix == null ? 1 : FACTORS.getOrDefault(suffix, 1L)));
        return number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(number.longValueExact());
    }
}
