package io.eniguard.cel;

/** Ends an evaluation that exceeds its budget. No operator of the expression catches this exception. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String reason) {
        super("it was stopped: " + reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
