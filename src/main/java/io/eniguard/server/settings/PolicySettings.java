package io.eniguard.server.settings;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * The option {@code --policy} of {@code eniguard serve}.
 *
 * @param files the files and folders with policies
 */
public record PolicySettings(List<String> files) {

    public PolicySettings {
        files = List.copyOf(files);
    }

    static PolicySettings from(Config config) {
        return new PolicySettings(config.getOptionalValue("eniguard.policy", String.class)
                .filter(names -> !names.isEmpty())
                .map(names -> List.of(names.split(",")))
                .orElse(List.of()));
    }

    /** Provides the settings as a bean. */
    @Singleton
    static final class PolicySettingsProducer {

        @Produces
        @Singleton
        PolicySettings settings(Config config) {
            return from(config);
        }
    }
}
