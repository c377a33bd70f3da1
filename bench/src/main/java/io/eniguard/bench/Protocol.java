package io.eniguard.bench;

/** How requests reach the server. */
public enum Protocol {
    /** Persistent connections with one request at a time, as between API servers and webhooks. */
    HTTP_1_1("HTTP/1.1", "http/1.1", 16, "connections"),
    /** One connection with many concurrent requests. */
    HTTP_2("HTTP/2", "h2", 64, "streams");

    private final String title;
    private final String alpn;
    private final int usualLanes;
    private final String lanes;

    Protocol(String title, String alpn, int usualLanes, String lanes) {
        this.title = title;
        this.alpn = alpn;
        this.usualLanes = usualLanes;
        this.lanes = lanes;
    }

    public String title() {
        return title;
    }

    /** Its name in the TLS handshake. */
    String alpn() {
        return alpn;
    }

    /** The usual number of concurrent requests. */
    int usualLanes() {
        return usualLanes;
    }

    /** The usual number of concurrent requests in words. */
    String lanes() {
        return usualLanes + " " + lanes;
    }
}
