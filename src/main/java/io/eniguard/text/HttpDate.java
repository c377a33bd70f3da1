package io.eniguard.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Parses the value of a {@code Date} header: RFC 9110, section 5.6.7. */
public final class HttpDate {

    private HttpDate() {}

    /** Returns the time, in whole seconds; empty if the text does not have the preferred format. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
