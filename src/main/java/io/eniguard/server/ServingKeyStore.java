package io.eniguard.server;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The certificate that the server shows: from PEM files, asked for again whenever they change, or one of a CA that lives in this
 * process only.
 */
@Singleton
@Identifier(ServingKeyStore.NAME)
class ServingKeyStore implements KeyStoreProvider {

    static final String NAME = "eniguard";

    private static final Logger LOG = Logger.getLogger(ServingKeyStore.class);

    private static final Duration LIFETIME = Duration.ofDays(365);

    /** The Service of k8s/ and loopback: for what else it is called, a certificate must be given. */
    private static final List<String> NAMES =
            List.of("eniguard.eniguard.svc", "eniguard.eniguard.svc.cluster.local", "localhost", "127.0.0.1");

    private final ServerSettings settings;
    private volatile Instant loaded = Instant.now();

    ServingKeyStore(ServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        // Vert.x hands the key over in a PKCS #12 store that never leaves memory. The ten thousand rounds that guard a
        // key on disk would take a tenth of a second on the way in, and again on the way out: half of a native start.
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        PemKeyCertOptions options =
                settings.certificate().map(ServingKeyStore::read).orElseGet(ServingKeyStore::make);
        try {
            KeyStoreAndKeyCertOptions store = new KeyStoreAndKeyCertOptions(options.loadKeyStore(vertx), options);
            loaded = Instant.now();
            return store;
        } catch (Exception e) { // what Vert.x declares
            throw new IllegalStateException("the certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    /** When the certificate that is shown was read, or made. */
    Instant loaded() {
        return loaded;
    }

    private static PemKeyCertOptions read(ServerSettings.PemFiles files) {
        try {
            return new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(Files.readAllBytes(files.certificate())))
                    .addKeyValue(Buffer.buffer(Files.readAllBytes(files.key())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + e.getMessage(), e);
        }
    }

    private static PemKeyCertOptions make() {
        CertificateAuthority authority = CertificateAuthority.create("eniguard in memory", LIFETIME, Clock.systemUTC());
        KeyAndCertificate serving = authority.issueServing(NAMES);
        LOG.info("No --tls-cert: serving a certificate made just now, which nobody trusts yet");
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(serving.certificatePem() + authority.certificatePem()))
                .addKeyValue(Buffer.buffer(serving.keyPem()));
    }
}
