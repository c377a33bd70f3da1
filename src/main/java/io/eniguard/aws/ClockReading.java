package io.eniguard.aws;

import io.eniguard.text.HttpDate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Compares the clocks when an answer arrives, also an error, before a cold JVM spends a second or two on reading it. */
public final class ClockReading implements ExecutionInterceptor {

    private final Clock clock;
    private volatile @Nullable Duration offset;

    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    /** How far the local clock is ahead of AWS' clock, by the latest answer; empty before the first answer. */
    public Optional<Duration> offset() {
        return Optional.ofNullable(offset);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Instant now = clock.instant();
        context.httpResponse()
                .firstMatchingHeader("Date")
                .flatMap(HttpDate::parse)
                .ifPresent(date -> offset = Duration.between(date, now));
    }
}
