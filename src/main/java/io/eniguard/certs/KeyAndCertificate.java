package io.eniguard.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a TLS server or client shows of itself.
 *
 * @param key an elliptic-curve key (P-256)
 * @param certificate its certificate, signed by the CA itself: there are no intermediates to send along
 */
public record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

    /** The certificate as PEM text, for {@code tls.crt}. */
    public String certificatePem() {
        return Pem.of(certificate);
    }

    /** The key as PEM text of PKCS #8 ({@code BEGIN PRIVATE KEY}), for {@code tls.key}; Go, OpenSSL and the JDK read it. */
    public String keyPem() {
        return Pem.of(key);
    }

    /**
     * The key as PEM text of SEC 1 ({@code BEGIN EC PRIVATE KEY}), for a kubeconfig: the fabric8 client takes a PKCS #8 key there for RSA.
     */
    public String sec1KeyPem() {
        return Pem.sec1(key);
    }

    /** For {@link javax.net.ssl.SSLContext#init}. */
    public KeyManager[] keyManagers() {
        try {
            char[] password = {};
            KeyStore store = emptyStore();
            store.setKeyEntry("key", key, password, new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses the key of " + certificate.getSubjectX500Principal(), e);
        }
    }

    /** Trust in this CA alone. */
    static TrustManager[] trustIn(X509Certificate authority) {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("ca", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses the certificate of a CA", e);
        }
    }

    /** A key store that lives in memory. */
    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read here", e);
        }
        return store;
    }

    /** Leaves the key out: records print their components. */
    @Override
    public String toString() {
        return "KeyAndCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
