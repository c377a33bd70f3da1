package io.eniguard.server.settings;

/** The default values of the options that set the server's addresses. */
public final class DefaultAddress {

    public static final String HOST = "0.0.0.0";

    /** The port of the webhooks. It is a string, since the annotations of options need string constants. */
    public static final String PORT = "9443";

    /**
     * The port of health and metrics. {@code application.properties} repeats the number, because a properties file cannot refer to a
     * constant.
     */
    public static final String MANAGEMENT_PORT = "9000";

    private DefaultAddress() {}
}
