package io.eniguard.server.tls;

import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.settings.UnusableSettingException;
import io.eniguard.text.PlainText;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Reloads certificate files when they change, without a restart. New connections use the new certificates. */
@Singleton
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final TlsFiles files;
    private final Periodically periodically;
    private final CertificateMetrics metrics;
    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updated;

    CertificateWatch(
            ServerSettings settings,
            Periodically periodically,
            CertificateMetrics metrics,
            TlsConfigurationRegistry registry,
            Event<CertificateUpdatedEvent> updated) {
        this.files = new TlsFiles(settings.certificate(), settings.clients());
        this.periodically = periodically;
        this.metrics = metrics;
        this.registry = registry;
        this.updated = updated;
    }

    void start(@Observes StartupEvent event) {
        metrics.update();
        List<Path> watched = new ArrayList<>(files.paths());
        if (!watched.isEmpty()) {
            periodically.whenChanged(this::reload, watched.toArray(Path[]::new));
        }
    }

    private void reload() {
        TlsConfiguration configuration = registry.get(ServingKeyStore.NAME).orElseThrow();
        try {
            // The registry reports no reason for a failure, so the files are checked first. While only one of the two
            // files has been replaced, the key does not match the certificate. This method runs again when the second
            // file changes.
            files.check();
        } catch (UnusableSettingException e) {
            LOG.errorf(
                    "The certificates cannot be reloaded, so the old ones stay in use: %s",
                    PlainText.oneLine(String.valueOf(e.getMessage())));
            return;
        }
        if (configuration.reload()) {
            updated.fire(new CertificateUpdatedEvent(ServingKeyStore.NAME, configuration));
            metrics.update();
        } else {
            LOG.error(
                    "The certificates cannot be reloaded, so the old ones stay in use: the files changed while they were read");
        }
    }
}
