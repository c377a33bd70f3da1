package io.eniguard.server;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Serves a changed certificate, without a restart, for connections that are made from then on. */
@Singleton
class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final ServerSettings settings;
    private final Periodically periodically;
    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updated;

    CertificateWatch(
            ServerSettings settings,
            Periodically periodically,
            TlsConfigurationRegistry registry,
            Event<CertificateUpdatedEvent> updated) {
        this.settings = settings;
        this.periodically = periodically;
        this.registry = registry;
        this.updated = updated;
    }

    void start(@Observes StartupEvent event) {
        settings.certificate()
                .ifPresent(files -> periodically.whenChanged(this::reload, files.certificate(), files.key()));
    }

    private void reload() {
        TlsConfiguration configuration = registry.get(ServingKeyStore.NAME).orElseThrow();
        // While only one of the two files has been replaced they do not fit; the next change brings the other one.
        if (configuration.reload()) {
            updated.fire(new CertificateUpdatedEvent(ServingKeyStore.NAME, configuration));
        } else {
            LOG.errorf(
                    "The certificate is as before: %s and its key cannot be used",
                    settings.certificate().orElseThrow().certificate());
        }
    }
}
