package io.eniguard.bench;

/** How requests reach the server. */
public enum Protocol {
    /** Keep-alive, one request at a time on a connection: what API servers speak to webhooks. */
    HTTP_1_1("HTTP/1.1", "http/1.1"),
    /** One connection with many requests on it at a time. */
    HTTP_2("HTTP/2", "h2");

    private final String title;
    private final String alpn;

    Protocol(String title, String alpn) {
        this.title = title;
        this.alpn = alpn;
    }

    public String title() {
        return title;
    }

    /** Its name in the TLS handshake. */
    String alpn() {
        return alpn;
    }
}
