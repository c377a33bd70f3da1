package io.eniguard.policy;

import java.util.Optional;

/** The compiled {@code messageExpression} of a custom rule. Objects can be used by many threads, and stop after limited work. */
public interface MessageText {

    /** Returns the message on one line; empty if the expression fails, depends on an unknown fact, or gives no usable text. */
    Optional<String> on(Facts facts);
}
