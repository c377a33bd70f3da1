package io.eniguard.cluster;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Kubernetes quantities. The API server shortens quantities, for example 1000 pods to {@code 1k}. */
final class Quantity {

    // The form is that of k8s.io/apimachinery, pkg/api/resource/quantity.go, without its limits on precision.
    private static final Pattern FORM =
            Pattern.compile("(?<number>[+-]?(?:[0-9]{1,100}\\.?[0-9]{0,100}|\\.[0-9]{1,100}))"
                    + "(?:(?<suffix>[numkMGTPE]|[KMGTPE]i)|[eE](?<exponent>[+-]?[0-9]{1,9}))?");

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    /**
     * Returns the value as a number; empty if it is not a whole quantity of 0 or more. A number that is too large for a long becomes the
     * largest long, as in the API server.
     */
    static OptionalLong wholeNumber(Object value) {
        return (value instanceof String text ? parse(text) : new MaxPods(value).decimal())
                .filter(number -> number.signum() >= 0)
                // The limit must be applied first, because 1e999999999 has a billion digits when it is written out.
                .map(number -> number.min(MOST))
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .map(number -> OptionalLong.of(number.longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private static Optional<BigDecimal> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group("number"));
        String suffix = form.group("suffix");
        String exponent = form.group("exponent");
        if (suffix != null) {
            return Optional.of(number.multiply(FACTORS.getOrDefault(suffix, BigDecimal.ONE)));
        }
        return Optional.of(exponent == null ? number : number.scaleByPowerOfTen(Integer.parseInt(exponent)));
    }
}
