package io.eniguard.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code timeout} that API servers add: whole seconds such as {@code 3s}. */
final class Timeouts {

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5})s");

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
}
