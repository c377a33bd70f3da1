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
 * Decides which callers TLS accepts on the webhooks' port. With {@code --client-ca-file}, a caller needs a client certificate that a CA in
 * the file has signed. Without this option, every caller is accepted. The file is read again whenever it changes, and the new CAs apply to
 * new connections.
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

    /** Returns the trust store, or {@code null} if callers need no certificate. */
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

    /** Returns the client CAs in use. The list is empty if callers need no certificate. */
    List<X509Certificate> authorities() {
        return authorities;
    }
}
