package io.eniguard.cluster;

import java.util.Optional;
import java.util.Set;

/** Booleans in environment variables as the VPC CNI reads them: Go's strconv.ParseBool, to the letter. */
final class GoBoolean {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private GoBoolean() {}

    /** Empty for everything else, blanks and {@code yes} included: the CNI then logs it and takes its default. */
    static Optional<Boolean> parse(String text) {
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }
}
