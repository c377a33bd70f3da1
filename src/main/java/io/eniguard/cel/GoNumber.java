package io.eniguard.cel;

import java.math.BigDecimal;

/** Writes floating-point numbers as Go's {@code %g} does, which {@code string()} uses in Kubernetes. */
final class GoNumber {

    // Numbers with an exponent outside this range are written with an exponent.
    private static final int SMALLEST_EXPONENT = -4;
    private static final int EXPONENT_LIMIT = 6;

    private GoNumber() {}

    static String text(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        } else if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        } else if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= SMALLEST_EXPONENT && exponent < EXPONENT_LIMIT) {
            return shortest.toPlainString();
        }
        BigDecimal mantissa = shortest.movePointLeft(exponent).stripTrailingZeros();
        int digits = Math.abs(exponent);
        return mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + (digits < 10 ? "0" : "") + digits;
    }
}
