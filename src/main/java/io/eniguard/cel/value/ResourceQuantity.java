package io.eniguard.cel.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity such as {@code 1.5Gi} or {@code 100m}. Quantities are equal if their numbers are.
 *
 * @param number the exact value, with at most nine decimal places
 * @param scale the power of ten at which the API server stores a small value; empty for a large value, which the API server never treats as
 *     an integer
 */
public record ResourceQuantity(BigDecimal number, Optional<Integer> scale) {

    // The form is that of k8s.io/apimachinery, pkg/api/resource/quantity.go. The limits of the lengths are eniguard's.
    private static final Pattern FORM = Pattern.compile(
            "(?<sign>[+-]?)(?:(?<whole>[0-9]{1,100})(?:\\.(?<part>[0-9]{0,100}))?|\\.(?<onlyPart>[0-9]{1,100}))"
                    + "(?:(?<binary>[KMGTPE]i)|(?<decimal>[numkMGTPE]?)|[eE](?<exponent>[+-]?[0-9]{1,9}))");

    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

    private static final String BINARY = "KMGTPE";

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int MOST_PLACES = 9;
    private static final int MOST_DIGITS = 18;

    // A limit of eniguard's. An API server would spend minutes on 1e999999999 + 1.
    private static final int MOST_DIGITS_OF_SUM = 1000;

    /** Returns the quantity; empty if the text is not one. */
    public static Optional<ResourceQuantity> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String whole = orEmpty(form.group("whole")).replaceFirst("^0+", "");
        String part = orEmpty(form.group("part")) + orEmpty(form.group("onlyPart"));
        BigDecimal digits = new BigDecimal((whole + part).isEmpty() ? "0" : whole + part);
        BigDecimal signed = form.group("sign").equals("-") ? digits.negate() : digits;
        String binary = form.group("binary");
        return Optional.of(
                binary == null
                        ? decimal(signed, whole.length() + part.length(), exponent(form) - part.length())
                        : binary(signed, whole.length(), part.length(), 10 * (1 + BINARY.indexOf(binary.charAt(0)))));
    }

    private static int exponent(Matcher form) {
        String exponent = form.group("exponent");
        return exponent == null ? DECIMAL.getOrDefault(orEmpty(form.group("decimal")), 0) : Integer.parseInt(exponent);
    }

    private static ResourceQuantity decimal(BigDecimal digits, int length, int exponent) {
        return length <= MOST_DIGITS && exponent >= -MOST_PLACES
                ? new ResourceQuantity(digits.scaleByPowerOfTen(exponent), Optional.of(exponent))
                : new ResourceQuantity(rounded(digits, exponent), Optional.empty());
    }

    private static ResourceQuantity binary(BigDecimal digits, int whole, int part, int bits) {
        BigDecimal number = digits.multiply(BigDecimal.valueOf(1L << bits));
        boolean isSmall = part == 0 && 15 - whole - bits * 3 / 10 - 1 >= 0;
        BigDecimal rounded = rounded(number, -part);
        BigDecimal limited = rounded.abs().compareTo(MOST) <= 0 ? rounded : rounded.signum() < 0 ? MOST.negate() : MOST;
        return new ResourceQuantity(limited, isSmall ? Optional.of(0) : Optional.empty());
    }

    /** Returns the number times a power of ten, rounded away from zero to nine places. */
    private static BigDecimal rounded(BigDecimal digits, int exponent) {
        if (digits.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = digits.scaleByPowerOfTen(exponent);
        // A number with a billion decimal places must not be written out.
        BigDecimal least = BigDecimal.ONE.movePointLeft(MOST_PLACES);
        if (number.abs().compareTo(least) < 0) {
            return number.signum() < 0 ? least.negate() : least;
        }
        return number.scale() > MOST_PLACES ? number.setScale(MOST_PLACES, RoundingMode.UP) : number;
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    public static ResourceQuantity of(long number) {
        return new ResourceQuantity(BigDecimal.valueOf(number), Optional.of(0));
    }

    /** @throws ArithmeticException if the exact sum has more than 1,000 digits */
    public ResourceQuantity plus(ResourceQuantity other) {
        if (number.signum() == 0 || other.number.signum() == 0) {
            ResourceQuantity sum = other.number.signum() == 0 ? this : other;
            boolean areSmall = scale.isPresent() && other.scale.isPresent();
            return areSmall ? sum : new ResourceQuantity(sum.number, Optional.empty());
        }
        long first = Math.max(firstDigit(number), firstDigit(other.number));
        if (first + Math.max(number.scale(), other.number.scale()) > MOST_DIGITS_OF_SUM) {
            throw new ArithmeticException("the exact result has more than 1,000 digits");
        }
        Optional<Integer> common = scale.flatMap(one -> other.scale.map(second -> Math.min(one, second)));
        BigDecimal sum = number.add(other.number);
        boolean isSmall =
                common.isPresent() && sum.abs().scaleByPowerOfTen(-common.get()).compareTo(MOST) <= 0;
        return new ResourceQuantity(sum, isSmall ? common : Optional.empty());
    }

    /** Returns the power of ten above the first digit. */
    private static long firstDigit(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    /** @throws ArithmeticException if the exact difference has more than 1,000 digits */
    public ResourceQuantity minus(ResourceQuantity other) {
        return plus(new ResourceQuantity(other.number.negate(), other.scale));
    }

    /** Returns the whole number; empty if the API server does not treat the quantity as one. */
    public Optional<Long> wholeNumber() {
        return scale.filter(power -> power >= 0)
                .filter(power -> number.abs().compareTo(MOST) <= 0)
                .map(power -> number.longValue());
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof ResourceQuantity second && number.compareTo(second.number) == 0;
    }

    @Override
    public int hashCode() {
        return number.stripTrailingZeros().hashCode();
    }
}
