package io.eniguard.server.settings;

/** An option of {@code serve} that the server cannot work with: a file without a certificate, an address that is taken. */
public final class UnusableSettingException extends Exception {

    private static final long serialVersionUID = 1;

    private final String option;
    private final String reason;

    /** @param option with its value, {@code --port 9443} */
    public UnusableSettingException(String option, String reason) {
        super(option + ": " + reason);
        this.option = option;
        this.reason = reason;
    }

    public UnusableSettingException(String option, String reason, Throwable cause) {
        this(option, reason);
        initCause(cause);
    }

    /** The option with its value, {@code --port 9443}. */
    public String option() {
        return option;
    }

    public String reason() {
        return reason;
    }
}
