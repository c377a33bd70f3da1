package io.eniguard.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the query parameter {@code timeout} that API servers add, in whole seconds such as {@code 3s}. */
final class Timeouts {

    private static final Pattern PARAMETER = Pattern.compile("(?:^|&)timeout=([^&]*)");

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5})s");

    /** Used when the caller sends no timeout. */
    private static final Duration DEFAULT = Duration.ofSeconds(3);

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

    /** The longest timeout that a webhook can be registered with. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

    private Timeouts() {}

    /**
     * Returns the timeout in the query. It is empty if the query has no timeout, or a timeout that is not a whole number of seconds.
     *
     * @param query the query as the request contains it, null if there is none
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
     * How long a review may wait for a look-up. A third of the timeout is reserved for the connection and the answer, since the API
     * server's clock starts before it connects and stops when the answer has arrived.
     */
    static Duration forLookingUp(Optional<Duration> timeout, Duration spent) {
        return within(timeout.orElse(DEFAULT).multipliedBy(2).dividedBy(3).minus(spent), LONGEST_LOOK_UP);
    }

    /** How long a worker may take for a review. A tenth of the timeout is reserved for the answer to arrive. */
    static Duration forWorking(Optional<Duration> timeout, Duration spent) {
        return within(timeout.orElse(DEFAULT).multipliedBy(9).dividedBy(10).minus(spent), LONGEST_WORK);
    }

    private static Duration within(Duration left, Duration longest) {
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) > 0 ? longest : left;
    }
}
