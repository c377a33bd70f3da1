package io.eniguard.certs;

/**
 * Thrown if a PEM text does not contain the expected certificate or key. The message is a reason, which callers print after a file name and
 * a colon.
 */
public final class PemException extends Exception {

    private static final long serialVersionUID = 1;

    PemException(String reason) {
        super(reason);
    }

    PemException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
