package io.eniguard.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code timeout} that API servers add: whole seconds such as {@code 3s}. */
final class Timeouts {

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5})s");

    /** Of callers that tell none. */
    private static final Duration UNTOLD = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Timeouts() {}

    /** Empty when there is none, or none that can be read: then the caller has no deadline that could be kept. */
    static Optional<Duration> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = SECONDS.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /**
     * What a review may wait for a look-up. A third of the time is left for what this server does not see of it: the API server's begins
     * before it connects, and ends when the answer has arrived.
     */
    static Duration forLookingUp(Optional<Duration> timeout, Duration spent) {
        Duration left = timeout.orElse(UNTOLD).multipliedBy(2).dividedBy(3).minus(spent);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }
}
