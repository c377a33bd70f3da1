package io.eniguard.server.tls;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.server.settings.CertificateSettings;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.settings.UnusableSettingException;
import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the certificate of the server. The certificate is read from PEM files, and read again whenever the files change. With {@code
 * --certs auto}, it comes from a Secret. Otherwise, a CA that exists only in this process issues the certificate.
 */
@Singleton
@Identifier(ServingKeyStore.NAME)
public class ServingKeyStore implements KeyStoreProvider {

    public static final String NAME = "eniguard";

    private static final Logger LOG = Logger.getLogger(ServingKeyStore.class);

    private static final Duration LIFETIME = Duration.ofDays(365);

    /**
     * The names in the certificate that is created in memory: the names of the Service in k8s/ and of the local machine. For other names,
     * {@code --tls-cert} is needed.
     */
    private static final List<String> NAMES =
            List.of("eniguard.eniguard.svc", "eniguard.eniguard.svc.cluster.local", "localhost", "127.0.0.1");

    private final ServerSettings settings;
    private volatile Instant loaded = Instant.now();
    private volatile List<X509Certificate> chain = List.of();
    private @Nullable ServingPair inMemory;
    private final CertificateSettings certificates;
    private volatile Optional<ServingPair> kept = Optional.empty();

    ServingKeyStore(ServerSettings settings, CertificateSettings certificates) {
        this.settings = settings;
        this.certificates = certificates;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        // Vert.x passes the key in a PKCS #12 store that never leaves memory, so one hash round is enough. The default
        // of 10,000 rounds takes 0.1 s to write the store and 0.1 s to read it. Together, this is half of the start
        // time of the native executable.
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        try {
            ServingPair pair = pair();
            PemKeyCertOptions options = pair.options();
            KeyStoreAndKeyCertOptions store = new KeyStoreAndKeyCertOptions(options.loadKeyStore(vertx), options);
            loaded = Instant.now();
            chain = pair.chain();
            warnUnlessValid(pair.leaf(), loaded);
            return store;
        } catch (Exception e) { // Vert.x declares Exception
            throw new IllegalStateException("the certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    private synchronized ServingPair pair() throws UnusableSettingException {
        Optional<ServerSettings.PemFiles> files = settings.certificate();
        if (files.isPresent()) {
            return ServingPair.read(files.get().certificate(), files.get().key());
        }
        if (kept.isPresent()) {
            return kept.get();
        }
        // This method is called again when the file of client CAs changes. The first certificate is kept, since API
        // servers may already trust it.
        if (inMemory == null) {
            inMemory = make(certificates.isAutomatic());
        }
        return inMemory;
    }

    private static void warnUnlessValid(X509Certificate leaf, Instant now) {
        Instant start = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            LOG.warnf("The certificate expired on %s, so API servers refuse it. Fix: renew it", end);
        } else if (now.isBefore(start)) {
            LOG.warnf("The certificate is not valid before %s, so API servers refuse it until then", start);
        }
    }

    /** Returns the time at which the certificate in use was read or created. */
    public Instant loaded() {
        return loaded;
    }

    /** Returns the certificates that the server sends, starting with its own. The list is empty until the certificates are loaded. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** Uses a certificate of {@code --certs auto} from the next reload on; if empty, one that no API server trusts. */
    void keep(Optional<ServingPair> pair) {
        kept = pair;
    }

    /** Returns whether there is a certificate that API servers may trust. With {@code --certs auto}, there may be none yet. */
    public boolean isUsable() {
        return !certificates.isAutomatic() || kept.isPresent();
    }

    private static ServingPair make(boolean isPlaceholder) {
        CertificateAuthority authority = CertificateAuthority.create("eniguard in memory", LIFETIME, Clock.systemUTC());
        KeyAndCertificate serving = authority.issueServing(NAMES);
        if (isPlaceholder) {
            LOG.infof("Waiting for the certificates in the Secret %s", CertificateSettings.SECRET);
            return new ServingPair(serving.key(), List.of(serving.certificate()));
        }
        LOG.info("--tls-cert is not set: serving a new certificate made in memory, which no API server trusts yet");
        return new ServingPair(serving.key(), List.of(serving.certificate(), authority.certificate()));
    }
}
