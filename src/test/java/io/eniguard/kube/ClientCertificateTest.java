package io.eniguard.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.certs.Pem;
import io.eniguard.input.UnreadableInputException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {

    private final CertificateAuthority authority =
            CertificateAuthority.create("test", Duration.ofDays(1), Clock.systemUTC());
    private final KeyAndCertificate own = authority.issueClient("own", List.of());
    private final KeyAndCertificate foreign = authority.issueClient("foreign", List.of());

    private static Config inKubeconfig(String certificate, String key) {
        return new ConfigBuilder(Config.empty())
                .withClientCertData(base64(certificate))
                .withClientKeyData(base64(key))
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
    }

    private static String refusal(Config config) {
        return String.valueOf(
                assertThrows(UnreadableInputException.class, () -> ClientCertificate.keyManagers(config, "kubeconfig"))
                        .getMessage());
    }

    private static X509KeyManager keyManager(Config config) throws UnreadableInputException {
        return (X509KeyManager)
                ClientCertificate.keyManagers(config, "kubeconfig").orElseThrow()[0];
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedWithTheNameOfTheField() {
        assertEquals(
                "kubeconfig: client-key-data: not the key of the first certificate in client-certificate-data."
                        + " Fix: use the key that the certificate was made for",
                refusal(inKubeconfig(own.certificatePem(), foreign.keyPem())));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedWithTheNamesOfTheFiles(@TempDir Path folder) throws Exception {
        Path certificate = Files.writeString(folder.resolve("own.crt"), own.certificatePem());
        Path key = Files.writeString(folder.resolve("foreign.key"), foreign.keyPem());
        assertEquals(
                "%s: client-key: not the key of the first certificate in %s. Fix: use the key that the certificate was made for"
                        .formatted(key, certificate),
                refusal(new ConfigBuilder(Config.empty())
                        .withClientCertFile(certificate.toString())
                        .withClientKeyFile(key.toString())
                        .build()));
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefused() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertEquals(
                "kubeconfig: client-key-data: not the key of the first certificate in client-certificate-data."
                        + " Fix: use the key that the certificate was made for",
                refusal(inKubeconfig(own.certificatePem(), Pem.of(rsa.getPrivate()))));
    }

    @Test
    void aTextThatIsNoKeyIsRefusedWithTheNameOfTheField() {
        assertEquals(
                "kubeconfig: client-key-data: no PEM private key (-----BEGIN PRIVATE KEY-----) found",
                refusal(inKubeconfig(own.certificatePem(), own.certificatePem())));
    }

    @Test
    void unrelatedCertificatesAfterTheFirstOneAreLeftOut() throws Exception {
        String certificates = own.certificatePem() + foreign.certificatePem() + authority.certificatePem();
        assertEquals(
                List.of(own.certificate(), authority.certificate()),
                List.of(keyManager(inKubeconfig(certificates, own.keyPem())).getCertificateChain("client")));
    }

    @Test
    void aKeyInSec1IsRead() throws Exception {
        assertNotNull(
                keyManager(inKubeconfig(own.certificatePem(), own.sec1KeyPem())).getPrivateKey("client"));
    }
}
