package io.eniguard.policy;

/** Reports an expression that cannot be compiled. The message is the reason on one line, which names the right form where possible. */
public final class FaultyConditionException extends Exception {

    private static final long serialVersionUID = 1L;

    public FaultyConditionException(String reason) {
        super(reason, null, false, false);
    }

    /** The message, which is never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
