package io.eniguard.server.settings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * The option {@code --certs} of {@code eniguard serve}.
 *
 * @param isAutomatic whether eniguard keeps its certificates in a Secret and renews them
 * @param namespace the namespace of the Secret, of the Lease and of the Service
 */
public record CertificateSettings(boolean isAutomatic, String namespace) {

    /** The name of the Secret. */
    public static final String SECRET = "eniguard-tls";

    /** Returns the Secret for people. */
    public String secret() {
        return "Secret %s/%s".formatted(namespace, SECRET);
    }

    static CertificateSettings from(Config config) {
        return new CertificateSettings(
                config.getOptionalValue("eniguard.certs", String.class)
                        .filter("auto"::equals)
                        .isPresent(),
                ServerSettings.namespace(config));
    }

    /** Provides the settings as a bean. */
    @Singleton
    static final class CertificateSettingsProducer {

        @Produces
        @Singleton
        CertificateSettings settings(Config config) {
            return from(config);
        }
    }
}
