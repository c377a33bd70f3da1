package io.eniguard.server.tls;

import io.eniguard.certs.KeyMatch;
import io.eniguard.certs.Pem;
import io.eniguard.server.settings.UnusableSettingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificate that belongs to it.
 *
 * @param chain the certificate of the key, followed by any CA certificates in the same file
 */
record ServingPair(PrivateKey key, List<X509Certificate> chain) {

    ServingPair {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files and checks that the key matches the certificate. Without this check, a mismatch would only appear when a client
     * connects.
     */
    static ServingPair read(Path certificateFile, Path keyFile) throws UnusableSettingException {
        List<X509Certificate> chain = new PemFile("--tls-cert", certificateFile).certificates();
        PemFile pem = new PemFile("--tls-key", keyFile);
        PrivateKey key = pem.privateKey();
        if (!KeyMatch.isKeyOf(key, chain.get(0))) {
            throw pem.unusable(
                    "not the key of the first certificate in %s. Fix: name the key that the certificate was made for"
                            .formatted(certificateFile));
        }
        return new ServingPair(key, chain);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    /** Returns the pair as options for Vert.x. The key is in PKCS #8, even if its file has another format. */
    PemKeyCertOptions options() {
        StringBuilder certificates = new StringBuilder();
        chain.forEach(certificate -> certificates.append(Pem.of(certificate)));
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificates.toString()))
                .addKeyValue(Buffer.buffer(Pem.of(key)));
    }

    /** Omits the key, which the default method of a record would print. */
    @Override
    public String toString() {
        return "ServingPair[" + leaf().getSubjectX500Principal() + "]";
    }
}
