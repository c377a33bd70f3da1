package io.eniguard.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The content of the Secret that holds the certificates of an installation.
 *
 * @param authorities the CAs that API servers trust, newest first; at least one
 * @param authorityKey the key of the newest CA
 * @param serving the key and the certificate of the server
 */
public record TlsSecret(List<X509Certificate> authorities, PrivateKey authorityKey, KeyAndCertificate serving) {

    static final String CA_CERTIFICATE = "ca.crt";
    static final String CA_KEY = "ca.key";
    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";

    public TlsSecret {
        authorities = List.copyOf(authorities);
    }

    /** Returns the fields of the Secret as PEM text. */
    public Map<String, String> data() {
        return Map.of(
                CA_CERTIFICATE, pem(authorities),
                CA_KEY, Pem.of(authorityKey),
                CERTIFICATE, serving.certificatePem(),
                KEY, serving.keyPem());
    }

    /** Returns the certificates as PEM text, one after the other. */
    public static String pem(List<X509Certificate> certificates) {
        return certificates.stream().map(Pem::of).collect(Collectors.joining());
    }

    /** Omits the keys, which the default method of a record would print. */
    @Override
    public String toString() {
        return "TlsSecret[" + authorities.size() + " CAs, " + serving + "]";
    }
}
