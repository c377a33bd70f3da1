package io.eniguard.server.tls;

import io.eniguard.certs.Pem;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.settings.UnusableSettingException;
import io.quarkus.tls.runtime.TrustStoreAndTrustOptions;
import io.quarkus.tls.runtime.TrustStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which callers TLS admits to the webhooks. With {@code --client-ca-file}, callers need a certificate that one of its CAs has
 * signed for TLS clients. Without it, every caller is admitted. The file is read again whenever it changes, and the new CAs apply to new
 * connections.
 */
@Singleton
@Identifier(ServingKeyStore.NAME)
class ClientTrust implements TrustStoreProvider {

    private final ServerSettings settings;
    private volatile List<X509Certificate> authorities = List.of();

    ClientTrust(ServerSettings settings) {
        this.settings = settings;
    }

    static List<X509Certificate> read(Path file) throws UnusableSettingException {
        PemFile pem = new PemFile("--client-ca-file", file);
        List<X509Certificate> certificates = pem.certificates();
        if (certificates.stream().allMatch(certificate -> certificate.getBasicConstraints() < 0)) {
            throw pem.unusable(
                    "it contains no CA certificate. Fix: name the CA that signs the certificates of callers");
        }
        return certificates;
    }

    /** Returns {@code null} if callers need no certificate, as Quarkus expects. */
    @Override
    public @Nullable TrustStoreAndTrustOptions getTrustStore(Vertx vertx) {
        if (settings.clients().isEmpty()) {
            return null;
        }
        try {
            List<X509Certificate> read = read(settings.clients().get().authorities());
            PemTrustOptions options = new PemTrustOptions();
            read.forEach(authority -> options.addCertValue(Buffer.buffer(Pem.of(authority))));
            TrustStoreAndTrustOptions store = new TrustStoreAndTrustOptions(options.loadKeyStore(vertx), options);
            authorities = read;
            return store;
        } catch (Exception e) { // Vert.x declares Exception
            throw new IllegalStateException("the client CAs cannot be used: " + e.getMessage(), e);
        }
    }

    /** The client CAs in use. Empty if callers need no certificate. */
    List<X509Certificate> authorities() {
        return authorities;
    }
}
