package io.eniguard.certs;

/** A PEM text that does not hold what was expected of it. The message is a reason that can follow the name of a file and a colon. */
public final class PemException extends Exception {

    private static final long serialVersionUID = 1;

    PemException(String reason) {
        super(reason);
    }

    PemException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
