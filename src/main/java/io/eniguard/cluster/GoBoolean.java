package io.eniguard.cluster;

import java.util.Optional;
import java.util.Set;

/** Parses booleans exactly like Go's strconv.ParseBool, which the VPC CNI uses for environment variables. */
final class GoBoolean {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private GoBoolean() {}

    /**
     * Returns the boolean; empty for any other text, such as {@code yes} or a text with blanks. The CNI uses its default instead of such a
     * text.
     */
    static Optional<Boolean> parse(String text) {
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }
}
