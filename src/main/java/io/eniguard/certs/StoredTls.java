package io.eniguard.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is usable in a Secret, which may be missing, incomplete or damaged.
 *
 * @param authorities the CAs and the key of the first one; empty if they are missing or damaged, or do not belong together
 * @param serving the key and the certificate of the server; empty if they are missing or damaged, or do not belong together
 */
record StoredTls(Optional<Authorities> authorities, Optional<KeyAndCertificate> serving) {

    /**
     * The CAs of a Secret.
     *
     * @param bundle the CAs, newest first; at least one
     * @param key the key of the newest CA
     */
    record Authorities(List<X509Certificate> bundle, PrivateKey key) {

        Authorities {
            bundle = List.copyOf(bundle);
        }

        X509Certificate newest() {
            return bundle.get(0);
        }

        /** Omits the key. */
        @Override
        public String toString() {
            return "Authorities[" + bundle.size() + "]";
        }
    }

    /** Reads the fields of a Secret, which are PEM text. */
    static StoredTls read(Map<String, String> data) {
        return new StoredTls(authorities(data), serving(data));
    }

    private static Optional<Authorities> authorities(Map<String, String> data) {
        try {
            List<X509Certificate> bundle = PemReader.certificates(data.getOrDefault(TlsSecret.CA_CERTIFICATE, ""));
            PrivateKey key = PemReader.privateKey(data.getOrDefault(TlsSecret.CA_KEY, ""));
            return bundle.stream().allMatch(Issued::isAuthority) && KeyMatch.isKeyOf(key, bundle.get(0))
                    ? Optional.of(new Authorities(bundle, key))
                    : Optional.empty();
        } catch (PemException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyAndCertificate> serving(Map<String, String> data) {
        try {
            X509Certificate leaf = PemReader.certificates(data.getOrDefault(TlsSecret.CERTIFICATE, ""))
                    .get(0);
            PrivateKey key = PemReader.privateKey(data.getOrDefault(TlsSecret.KEY, ""));
            return KeyMatch.isKeyOf(key, leaf) ? Optional.of(new KeyAndCertificate(key, leaf)) : Optional.empty();
        } catch (PemException e) {
            return Optional.empty();
        }
    }
}
