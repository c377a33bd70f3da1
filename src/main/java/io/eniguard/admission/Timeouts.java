package io.eniguard.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calculates the time limits of a review from the query parameter {@code timeout}. API servers add this parameter in whole seconds, such as
 * {@code 3s}.
 */
final class Timeouts {

    private static final Pattern PARAMETER = Pattern.compile("(?:^|&)timeout=([^&]*)");

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5})s");

    /** The default timeout, used when the caller sends no timeout. */
    private static final Duration DEFAULT = Duration.ofSeconds(3);

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

    /** The longest timeout of a webhook in Kubernetes. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

    private Timeouts() {}

    /**
     * Returns the timeout in the query, or empty if the query has no timeout in whole seconds.
     *
     * @param query the query of the request; null if there is no query
     */
    static Optional<Duration> inQuery(@Nullable String query) {
        Matcher parameter = PARAMETER.matcher(query == null ? "" : query);
        return parameter.find() ? parse(parameter.group(1)) : Optional.empty();
    }

    private static Optional<Duration> parse(String text) {
        Matcher matcher = SECONDS.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /**
     * Returns the time that a review may wait for a look-up. A third of the timeout is reserved for the connection and the answer. The API
     * server measures the timeout from before it connects until the answer has arrived.
     */
    static Duration forLookingUp(Optional<Duration> timeout, Duration spent) {
        return within(timeout.orElse(DEFAULT).multipliedBy(2).dividedBy(3).minus(spent), LONGEST_LOOK_UP);
    }

    /** Returns the time that a worker may use for a review. A tenth of the timeout is reserved for sending the answer. */
    static Duration forWorking(Optional<Duration> timeout, Duration spent) {
        return within(timeout.orElse(DEFAULT).multipliedBy(9).dividedBy(10).minus(spent), LONGEST_WORK);
    }

    private static Duration within(Duration left, Duration longest) {
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) > 0 ? longest : left;
    }
}
