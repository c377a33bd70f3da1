package io.eniguard.server;

import io.eniguard.server.settings.DefaultAddress;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * The address on which the webhooks listen: {@code --host} and {@code --port}. The command line always sets both.
 *
 * @param port a port from 1 to 65535
 */
record ListeningAddress(String host, int port) {

    /** Provides the address as a bean. */
    @Singleton
    static final class AddressProducer {

        @Produces
        @Singleton
        ListeningAddress address(Config config) {
            return new ListeningAddress(
                    config.getOptionalValue("eniguard.host", String.class).orElse(DefaultAddress.HOST),
                    config.getOptionalValue("eniguard.port", Integer.class)
                            .orElseGet(() -> Integer.valueOf(DefaultAddress.PORT)));
        }
    }
}
