package io.eniguard.server.settings;

/** Thrown if the server cannot use the value of an option of {@code serve}, such as a file without a certificate or a port in use. */
public final class UnusableSettingException extends Exception {

    private static final long serialVersionUID = 1;

    private final String option;
    private final String reason;

    /** @param option the option with its value, such as {@code --port 9443} */
    public UnusableSettingException(String option, String reason) {
        super(option + ": " + reason);
        this.option = option;
        this.reason = reason;
    }

    public UnusableSettingException(String option, String reason, Throwable cause) {
        this(option, reason);
        initCause(cause);
    }

    /** Returns the option with its value, such as {@code --port 9443}. */
    public String option() {
        return option;
    }

    public String reason() {
        return reason;
    }
}
