package io.eniguard.server.tls;

import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.settings.UnusableSettingException;
import io.eniguard.text.PlainText;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Changes the certificates without a restart, for example when their files change. New connections use the new certificates. */
@Singleton
public class CertificateWatch {

    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    private final TlsFiles files;
    private final ServingKeyStore store;
    private volatile Optional<String> trouble = Optional.empty();
    private final Periodically periodically;
    private final CertificateMetrics metrics;
    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updated;

    CertificateWatch(
            ServerSettings settings,
            @Identifier(ServingKeyStore.NAME) ServingKeyStore store,
            Periodically periodically,
            CertificateMetrics metrics,
            TlsConfigurationRegistry registry,
            Event<CertificateUpdatedEvent> updated) {
        this.files = new TlsFiles(settings.certificate(), settings.clients());
        this.store = store;
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

    /**
     * Serves the certificate to new connections. Used with {@code --certs auto}.
     *
     * @param chain the certificate of the key, followed by the CA that has signed it
     * @return whether it is served now
     */
    public boolean serve(PrivateKey key, List<X509Certificate> chain) {
        store.keep(Optional.of(new ServingPair(key, chain)));
        TlsConfiguration configuration = registry.get(ServingKeyStore.NAME).orElseThrow();
        if (!configuration.reload()) {
            return false;
        }
        updated.fire(new CertificateUpdatedEvent(ServingKeyStore.NAME, configuration));
        metrics.update();
        LOG.infof(
                "Serving a certificate that expires on %s",
                chain.get(0).getNotAfter().toInstant());
        return true;
    }

    /** Makes the server unready, because it has no certificate that API servers accept. */
    public void serveNothing() {
        store.keep(Optional.empty());
    }

    /** Sets the reason why the certificates of {@code --certs auto} are not up to date; empty if they are. */
    public void trouble(Optional<String> reason) {
        trouble = reason;
    }

    /** Returns the reason why the certificates of {@code --certs auto} are not up to date; empty if they are. */
    public Optional<String> trouble() {
        return trouble;
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
