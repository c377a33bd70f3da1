package io.eniguard.server.tls;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
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
 * The certificate that the server presents. It is read from PEM files, again whenever they change, or issued by a CA that exists only in
 * this process.
 */
@Singleton
@Identifier(ServingKeyStore.NAME)
public class ServingKeyStore implements KeyStoreProvider {

    public static final String NAME = "eniguard";

    private static final Logger LOG = Logger.getLogger(ServingKeyStore.class);

    private static final Duration LIFETIME = Duration.ofDays(365);

    /** The names of the Service in k8s/ and of loopback. Any other name needs a certificate from {@code --tls-cert}. */
    private static final List<String> NAMES =
            List.of("eniguard.eniguard.svc", "eniguard.eniguard.svc.cluster.local", "localhost", "127.0.0.1");

    private final ServerSettings settings;
    private volatile Instant loaded = Instant.now();
    private volatile List<X509Certificate> chain = List.of();
    private @Nullable ServingPair inMemory;

    ServingKeyStore(ServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        // Vert.x passes the key in a PKCS #12 store that never leaves memory. The ten thousand rounds that protect a
        // key on disk would take a tenth of a second for writing and another for reading, half of the time of a native
        // start.
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
        // This method is called again when the file of client CAs changes. API servers may trust the first certificate
        // by then, so it is kept.
        if (inMemory == null) {
            inMemory = make();
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

    /** The time at which the certificate in use was read or made. */
    public Instant loaded() {
        return loaded;
    }

    /** The certificates that the server sends, starting with its own. Empty until they are loaded. */
    List<X509Certificate> chain() {
        return chain;
    }

    private static ServingPair make() {
        CertificateAuthority authority = CertificateAuthority.create("eniguard in memory", LIFETIME, Clock.systemUTC());
        KeyAndCertificate serving = authority.issueServing(NAMES);
        LOG.info("--tls-cert is not set: serving a new certificate made in memory, which no API server trusts yet");
        return new ServingPair(serving.key(), List.of(serving.certificate(), authority.certificate()));
    }
}
