package io.eniguard.kube;

import java.io.IOException;

/** Thrown if the API server does not answer. The message is for people, and begins with the URL of the API server if the URL is known. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    /** The reason for the missing answer. Each kind needs a different fix. */
    public enum Kind {
        /** There is no kubeconfig. */
        NO_ADDRESS,
        /** The kubeconfig cannot be used, or its credential plugin fails. */
        KUBECONFIG,
        /** There was no answer within the time limit. */
        TIMEOUT,
        /** The TLS handshake failed, usually because one side does not trust the certificate of the other. */
        TLS,
        /** The connection was refused or closed, or the host name cannot be resolved. */
        CONNECTION
    }

    private final Kind kind;

    NoAnswerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    NoAnswerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
