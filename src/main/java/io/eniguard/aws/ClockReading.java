package io.eniguard.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Compares the clocks as each answer comes in, be it an error: to make something of the answer takes a cold JVM a second or two. */
public final class ClockReading implements ExecutionInterceptor {

    private final Clock clock;
    private volatile @Nullable Duration offset;

    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    /** How far the local clock is ahead of AWS', by the latest answer; empty while nothing has answered. */
    public Optional<Duration> offset() {
        return Optional.ofNullable(offset);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Instant now = clock.instant();
        context.httpResponse()
                .firstMatchingHeader("Date")
                .flatMap(ClockReading::instant)
                .ifPresent(date -> offset = Duration.between(date, now));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
