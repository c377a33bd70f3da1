package io.eniguard.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the end of an exemption, which is a date or an RFC 3339 instant. */
final class UntilReader {

    /** The longest time for which an exemption can be granted. */
    private static final Duration LONGEST = Duration.ofDays(366);

    /** The clock of this process can be behind that of the process that accepted the exemption. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int LONGEST_TEXT = 40;

    /** The dates of four-digit years. */
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private UntilReader() {}

    static Optional<Until> read(PolicyField field, PolicyOrigin origin, Instant now) {
        Optional<String> typed = field.required(LONGEST_TEXT, "write a date such as " + example(now));
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Optional<Until> until = parse(typed.get());
        if (until.isEmpty()) {
            field.wrong(
                    "is neither a date nor an RFC 3339 instant",
                    "write a date such as %s, or an instant such as %sT12:00:00Z"
                            .formatted(example(now), example(now)));
        } else if (origin == PolicyOrigin.WRITTEN && until.get().isOver(now)) {
            field.wrong("is in the past", "remove the exemption, or write a date after " + date(now));
        } else if (now.isBefore(acceptedFrom(until.get(), origin))) {
            // A date in the fix would change the status of a stored policy every day.
            field.wrong(
                    "is more than 366 days ahead",
                    origin == PolicyOrigin.STORED
                            ? "write an end at most 366 days ahead"
                            : "write a date up to " + date(now.plus(LONGEST).minus(1, ChronoUnit.DAYS)));
        }
        return until;
    }

    /** Returns the first instant at which the end is not too far ahead. */
    static Instant acceptedFrom(Until until, PolicyOrigin origin) {
        Instant from = until.end().minus(LONGEST);
        return origin == PolicyOrigin.STORED ? from.minus(CLOCK_SKEW) : from;
    }

    /** Returns the end; empty if the text is neither a date nor an RFC 3339 instant. */
    static Optional<Until> parse(String typed) {
        return end(typed).map(end -> new Until(typed, end));
    }

    private static Optional<Instant> end(String typed) {
        String upperCase = typed.toUpperCase(Locale.ROOT);
        try {
            if (DATE.matcher(typed).matches()) {
                return Optional.of(LocalDate.parse(typed)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            } else if (INSTANT.matcher(upperCase).matches()) {
                return Optional.of(OffsetDateTime.parse(upperCase).toInstant());
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns a date in three months. */
    private static LocalDate example(Instant now) {
        return date(now.plus(90, ChronoUnit.DAYS));
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
