package io.eniguard.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations in the notation of Go, which kubectl also uses, and in ISO 8601. */
final class DurationText {

    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");

    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private DurationText() {}

    /**
     * Parses a text such as {@code 15m}, {@code 1h30m}, {@code 1.5h}, {@code 0} or {@code PT15M}. Returns empty if the duration is invalid
     * or negative.
     */
    static Optional<Duration> parse(String text) {
        try {
            Optional<Duration> duration = text.startsWith("P") ? Optional.of(Duration.parse(text)) : parseGo(text);
            return duration.filter(length -> !length.isNegative());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parseGo(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        BigDecimal nanoseconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            long unit = NANOSECONDS.getOrDefault(part.group(2), 0L);
            nanoseconds = nanoseconds.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        return end == 0 || end < text.length()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(
                        nanoseconds.setScale(0, RoundingMode.DOWN).longValueExact()));
    }
}
