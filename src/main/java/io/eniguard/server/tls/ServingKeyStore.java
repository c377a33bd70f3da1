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
 * The certificate that the server shows: from PEM files, asked for again whenever they change, or one of a CA that lives in this
 * process only.
 */
@Singleton
@Identifier(ServingKeyStore.NAME)
public class ServingKeyStore implements KeyStoreProvider {

    public static final String NAME = "eniguard";

    private static final Logger LOG = Logger.getLogger(ServingKeyStore.class);

    private static final Duration LIFETIME = Duration.ofDays(365);

    /** The Service of k8s/ and loopback: for what else it is called, a certificate must be given. */
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
        // Vert.x hands the key over in a PKCS #12 store that never leaves memory. The ten thousand rounds that guard a
        // key on disk would take a tenth of a second on the way in, and again on the way out: half of a native start.
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        try {
            ServingPair pair = pair();
            PemKeyCertOptions options = pair.options();
            KeyStoreAndKeyCertOptions store = new KeyStoreAndKeyCertOptions(options.loadKeyStore(vertx), options);
            loaded = Instant.now();
            chain = pair.chain();
            warnOfTime(pair.leaf(), loaded);
            return store;
        } catch (Exception e) { // what Vert.x declares
            throw new IllegalStateException("the certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    private synchronized ServingPair pair() throws UnusableSettingException {
        Optional<ServerSettings.PemFiles> files = settings.certificate();
        if (files.isPresent()) {
            return ServingPair.read(files.get().certificate(), files.get().key());
        }
        // This method is called again when the file of clients' CAs changes. API servers may trust the first
        // certificate by then, so it stays.
        if (inMemory == null) {
            inMemory = make();
        }
        return inMemory;
    }

    private static void warnOfTime(X509Certificate leaf, Instant now) {
        Instant start = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            LOG.warnf("The certificate ended on %s: API servers refuse it. Fix: renew it", end);
        } else if (now.isBefore(start)) {
            LOG.warnf("The certificate is not valid before %s: API servers refuse it until then", start);
        }
    }

    /** When the certificate that is shown was read, or made. */
    public Instant loaded() {
        return loaded;
    }

    /** The certificates that the server sends, its own first. Empty until they are loaded. */
    List<X509Certificate> chain() {
        return chain;
    }

    private static ServingPair make() {
        CertificateAuthority authority = CertificateAuthority.create("eniguard in memory", LIFETIME, Clock.systemUTC());
        KeyAndCertificate serving = authority.issueServing(NAMES);
        LOG.info("No --tls-cert: serving a certificate made just now, which nobody trusts yet");
        return new ServingPair(serving.key(), List.of(serving.certificate(), authority.certificate()));
    }
}
