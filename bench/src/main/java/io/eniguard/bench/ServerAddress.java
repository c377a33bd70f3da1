package io.eniguard.bench;

/**
 * The address of a server under measurement. It is always on 127.0.0.1, so its certificate is not verified.
 *
 * @param port the port, 1 to 65535
 */
public record ServerAddress(int port) {
    static final String HOST = "127.0.0.1";

    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    String authority() {
        return HOST + ":" + port;
    }
}
