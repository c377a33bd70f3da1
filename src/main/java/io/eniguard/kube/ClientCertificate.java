package io.eniguard.kube;

import io.eniguard.certs.PemException;
import io.eniguard.certs.PemReader;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The client certificate of a kubeconfig, with its key. The Kubernetes client takes every key without "EC" or "RSA" in its PEM label for
 * RSA, and so cannot read elliptic-curve keys in PKCS #8, which kubectl accepts. So this class reads RSA, elliptic-curve and Ed25519 keys,
 * in PKCS #8, PKCS #1 and SEC 1.
 */
final class ClientCertificate {

    private static final char[] IN_MEMORY = {};

    private ClientCertificate() {}

    /**
     * The certificate and the key, as TLS takes them. Empty when the user of the current context has no client certificate.
     *
     * @param kubeconfig how messages name the files of the kubeconfig
     * @throws UnreadableInputException when one of the two cannot be read; the message does not quote it
     */
    static Optional<KeyManager[]> keyManagers(Config config, String kubeconfig) throws UnreadableInputException {
        Optional<Pem> certificate =
                Pem.of("client-certificate", config.getClientCertData(), config.getClientCertFile(), kubeconfig);
        Optional<Pem> key = Pem.of("client-key", config.getClientKeyData(), config.getClientKeyFile(), kubeconfig);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                keyManagers(certificate.get().certificates(), key.get().privateKey()));
    }

    private static KeyManager[] keyManagers(List<X509Certificate> chain, PrivateKey key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK refuses an empty key store", e);
        }
    }

    /**
     * A PEM text of a kubeconfig.
     *
     * @param field as the kubeconfig names it: {@code client-key-data}
     * @param file that holds it
     */
    private record Pem(String field, String file, String text) {

        /** A value in the kubeconfig itself beats a file that it names, as it does in kubectl. */
        static Optional<Pem> of(String field, @Nullable String data, @Nullable String file, String kubeconfig)
                throws UnreadableInputException {
            if (data != null && !data.isEmpty()) {
                return Optional.of(new Pem(field + "-data", kubeconfig, decoded(data)));
            } else if (file != null && !file.isEmpty()) {
                return Optional.of(new Pem(field, file, read(field, file)));
            }
            return Optional.empty();
        }

        // Credential plugins hand over PEM itself, kubeconfigs hold it in base64.
        private static String decoded(String data) {
            try {
                return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException e) {
                return data;
            }
        }

        private static String read(String field, String file) throws UnreadableInputException {
            try {
                return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UnreadableInputException(List.of(InputProblem.of(file, e)));
            } catch (InvalidPathException e) {
                throw problem(field, file, "not the name of a file");
            }
        }

        List<X509Certificate> certificates() throws UnreadableInputException {
            try {
                return PemReader.certificates(text);
            } catch (PemException e) {
                throw problem(field, file, String.valueOf(e.getMessage()));
            }
        }

        PrivateKey privateKey() throws UnreadableInputException {
            try {
                return PemReader.clientKey(text);
            } catch (PemException e) {
                throw problem(field, file, String.valueOf(e.getMessage()));
            }
        }

        private static UnreadableInputException problem(String field, String file, String reason) {
            return new UnreadableInputException(List.of(new InputProblem(file, "%s: %s".formatted(field, reason))));
        }

        /** Leaves the text out: it may be a key. */
        @Override
        public String toString() {
            return "Pem[" + field + "]";
        }
    }
}
