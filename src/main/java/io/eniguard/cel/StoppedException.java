package io.eniguard.cel;

/** Ends an evaluation that exceeds its budget. No operator of the expression catches this exception. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String reason) {
        super(reason, null, false, false);
    }

    /** The limit that was exceeded. */
    String limit() {
        return String.valueOf(getMessage());
    }

    String reason() {
        return "it was stopped: " + limit();
    }
}
