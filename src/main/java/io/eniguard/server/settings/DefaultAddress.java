package io.eniguard.server.settings;

/** The defaults of the options that name where the server listens. */
public final class DefaultAddress {

    public static final String HOST = "0.0.0.0";

    /** The port of the webhooks, as a text, since annotations of options need a constant. */
    public static final String PORT = "9443";

    /** The port of health and metrics. {@code application.properties} repeats it, because it cannot refer to a constant. */
    public static final String MANAGEMENT_PORT = "9000";

    private DefaultAddress() {}
}
