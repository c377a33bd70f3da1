package io.eniguard.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of an exemption.
 *
 * @param text the end as the policy has it, a date or an RFC 3339 instant
 * @param end the first instant at which the exemption has no effect. For a date, this is the start of the next day in UTC.
 */
public record Until(String text, Instant end) {

    /** Returns whether the end is in the future, but at most {@code soon} after {@code now}. */
    public boolean isWithin(Duration soon, Instant now) {
        return !isOver(now) && !end.isAfter(now.plus(soon));
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(end);
    }
}
