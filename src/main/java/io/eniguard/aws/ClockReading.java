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

/**
 * Compares the local clock with the date of each answer of AWS, including errors. The comparison comes before the answer is parsed, which
 * takes a cold JVM a second or two.
 */
public final class ClockReading implements ExecutionInterceptor {

    private final Clock clock;
    private volatile @Nullable Duration offset;

    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    /** Returns how far the local clock is ahead of AWS' clock, by the latest answer. Empty before the first answer. */
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
