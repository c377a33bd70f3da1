package io.eniguard.cel;

/** States why a part of an expression has no value. The operators {@code &&} and {@code ||} may not need this part. */
final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvaluationException(String reason) {
        // A loop may fail thousands of times, so there is no stack trace.
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
