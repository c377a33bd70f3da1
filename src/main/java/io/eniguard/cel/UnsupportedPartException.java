package io.eniguard.cel;

/** Reports a part of an expression that the type checker accepts but conditions do not offer. */
final class UnsupportedPartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedPartException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
