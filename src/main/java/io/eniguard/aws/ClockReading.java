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
 * Compares the local clock with the date of each answer from AWS, including error answers. The clocks are compared before the answer is
 * parsed, because parsing takes a second or two in a newly started JVM.
 */
public final class ClockReading implements ExecutionInterceptor {

    private final Clock clock;
    private volatile @Nullable Duration offset;

    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the time by which the local clock was ahead of AWS' clock at the latest answer. The result is empty before the first answer.
     */
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
