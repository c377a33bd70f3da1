package io.eniguard.bench;

/**
 * Where a server under measurement listens: always 127.0.0.1, which is why its certificate isn't looked at.
 *
 * @param port 1 to 65535
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
