package io.eniguard.kube;

import java.io.IOException;

/** The API server gave no answer. The message is for a person and begins with the address, where one is known. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    /** Why there was no answer, as far as the remedies differ. */
    public enum Kind {
        /** There is no kubeconfig. */
        NO_ADDRESS,
        /** The kubeconfig cannot be used, or its credential plugin fails. */
        KUBECONFIG,
        /** Nothing came within the limit. */
        TIMEOUT,
        /** The certificate of one side was not accepted by the other. */
        TLS,
        /** The connection was refused or broke, or the host's name is unknown. */
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
