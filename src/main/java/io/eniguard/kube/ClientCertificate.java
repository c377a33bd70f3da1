package io.eniguard.kube;

import io.eniguard.certs.KeyMatch;
import io.eniguard.input.UnreadableInputException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Reads the client certificate of a kubeconfig and its key. The Kubernetes client assumes that every PKCS #8 key is an RSA key, but kubectl
 * also accepts elliptic-curve keys in PKCS #8. This class reads RSA, elliptic-curve and Ed25519 keys in PKCS #8, PKCS #1 and SEC 1.
 */
final class ClientCertificate {

    private static final char[] IN_MEMORY = {};

    private ClientCertificate() {}

    /**
     * Returns the certificate and the key as key managers for TLS. Returns empty if the user of the current context has no client
     * certificate or no client key.
     *
     * @param kubeconfig the names of the kubeconfig files, for messages
     * @throws UnreadableInputException if the certificate or the key cannot be used; the message does not quote them
     */
    static Optional<KeyManager[]> keyManagers(Config config, String kubeconfig) throws UnreadableInputException {
        Optional<PemField> certificate =
                PemField.of("client-certificate", config.getClientCertData(), config.getClientCertFile(), kubeconfig);
        Optional<PemField> key =
                PemField.of("client-key", config.getClientKeyData(), config.getClientKeyFile(), kubeconfig);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(keyManagers(certificate.get(), key.get()));
    }

    private static KeyManager[] keyManagers(PemField certificate, PemField key) throws UnreadableInputException {
        List<X509Certificate> chain = chain(certificate.certificates());
        PrivateKey privateKey = key.privateKey();
        if (!KeyMatch.isKeyOf(privateKey, chain.get(0))) {
            throw key.problem(
                    "not the key of the first certificate in %s. Fix: use the key that the certificate was made for"
                            .formatted(certificate.shown()));
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", privateKey, IN_MEMORY, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw key.problem("cannot be used for TLS together with " + certificate.shown());
        }
    }

    /**
     * Returns the first certificate, followed by the certificates of its issuers. A file may contain other certificates or have another
     * order. kubectl accepts these files, but the key stores of the JDK refuse them.
     */
    private static List<X509Certificate> chain(List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(certificates.get(0));
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            next = certificates.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .filter(other -> !chain.contains(other))
                    .findFirst();
        }
        return chain;
    }
}
