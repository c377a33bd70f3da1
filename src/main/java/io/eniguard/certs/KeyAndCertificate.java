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
 * The key and the certificate that identify a TLS server or client.
 *
 * @param key an elliptic-curve key (P-256)
 * @param certificate the key's certificate, which the CA signed directly, without intermediate certificates
 */
public record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

    /** Returns the certificate as PEM text, for {@code tls.crt}. */
    public String certificatePem() {
        return Pem.of(certificate);
    }

    /**
     * Returns the key as PEM text in PKCS #8 ({@code BEGIN PRIVATE KEY}), for {@code tls.key}. Go, OpenSSL and the JDK read this format.
     */
    public String keyPem() {
        return Pem.of(key);
    }

    /**
     * Returns the key as PEM text in SEC 1 ({@code BEGIN EC PRIVATE KEY}), for kubeconfigs. Some clients, such as fabric8's, assume that
     * every PKCS #8 key is an RSA key.
     */
    public String sec1KeyPem() {
        return Pem.sec1(key);
    }

    /** Returns key managers for {@link javax.net.ssl.SSLContext#init}. */
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

    /** Returns trust managers that trust only the given CA. */
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

    /** Returns an empty key store in memory. */
    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store needs no input", e);
        }
        return store;
    }

    /** Omits the key. The default method of a record would print it. */
    @Override
    public String toString() {
        return "KeyAndCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
