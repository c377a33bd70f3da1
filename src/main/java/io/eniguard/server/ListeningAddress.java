package io.eniguard.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * The address on which the webhooks listen: {@code --host} and {@code --port}.
 *
 * @param port a port from 1 to 65535
 */
record ListeningAddress(String host, int port) {

    private static final int DEFAULT_PORT = 9443;

    /** Provides the address as a bean. */
    @Singleton
    static final class Producer {

        @Produces
        @Singleton
        ListeningAddress address(Config config) {
            return new ListeningAddress(
                    config.getOptionalValue("eniguard.host", String.class).orElse("0.0.0.0"),
                    config.getOptionalValue("eniguard.port", Integer.class).orElse(DEFAULT_PORT));
        }
    }
}
