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
 * Which callers get through TLS to the webhooks: with {@code --client-ca-file} those whose certificate one of its CAs signed for TLS
 * clients, else all. The file is read again whenever it changes, and counts for connections that are made from then on.
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
            throw pem.unusable("no certificate of a CA in it. Fix: name the CA that signs the certificates of callers");
        }
        return certificates;
    }

    /** {@code null} where callers show no certificate, as Quarkus takes it. */
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
        } catch (Exception e) { // what Vert.x declares
            throw new IllegalStateException("the CAs of clients cannot be used: " + e.getMessage(), e);
        }
    }

    /** The CAs that count now. Empty where callers show no certificate. */
    List<X509Certificate> authorities() {
        return authorities;
    }
}
