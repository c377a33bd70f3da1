package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.RsaCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which protocols and cipher suites a client can use. One server has an ECDSA key, the other one an RSA key. */
class TlsIT {

    private static final byte[] REQUEST =
            "GET /validate HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static ServerProcess ecdsa;
    private static ServerProcess rsa;
    private static SSLContext trustsEcdsa;
    private static SSLContext trustsRsa;

    @BeforeAll
    static void startServers(@TempDir Path one, @TempDir Path other) throws Exception {
        ecdsa = start(one);
        trustsEcdsa = SSLContext.getInstance("TLS");
        trustsEcdsa.init(null, ecdsa.authority().trustManagers(), null);
        RsaCertificate certificate = RsaCertificate.forLoopback(Duration.ofDays(2));
        Path file = Files.writeString(other.resolve("rsa.crt"), certificate.certificatePem());
        Path key = Files.writeString(other.resolve("rsa.key"), certificate.keyPem());
        rsa = start(other, "--tls-cert", file.toString(), "--tls-key", key.toString());
        trustsRsa = SSLContext.getInstance("TLS");
        trustsRsa.init(null, certificate.trustManagers(), null);
    }

    private static ServerProcess start(Path folder, String... tls) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        return ServerProcess.startWith(folder, Map.of(), tls, "--vpc=" + vpc, "--cluster=" + cluster);
    }

    @AfterAll
    static void stopServers() {
        ecdsa.close();
        rsa.close();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  TLSv1.3, TLS_AES_128_GCM_SHA256",
        "true,  TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "true,  TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "true,  TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "true,  TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "false, TLSv1.3, TLS_AES_256_GCM_SHA384",
        "false, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "false, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "false, TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    })
    void theDefaultSuitesOfGoAreAccepted(boolean isEcdsa, String protocol, String suite) throws Exception {
        try (SSLSocket socket = connect(isEcdsa, protocol, suite)) {
            assertTrue(answer(socket).startsWith("HTTP/1.1 405 "));
            assertEquals(suite, socket.getSession().getCipherSuite());
        }
    }

    /** Cipher suites that use CBC or finite-field Diffie-Hellman (DHE). */
    @ParameterizedTest
    @CsvSource({
        "true,  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "true,  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
        "true,  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "false, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "false, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "false, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
    })
    void otherSuitesOfTls12AreRefused(boolean isEcdsa, String suite) throws Exception {
        try (SSLSocket socket = connect(isEcdsa, "TLSv1.2", suite)) {
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientCannotRenegotiate(boolean isEcdsa) throws Exception {
        try (SSLSocket socket = connect(isEcdsa, "TLSv1.2")) {
            assertTrue(answer(socket).startsWith("HTTP/1.1 405 "));
            assertThrows(IOException.class, () -> {
                // This returns immediately on an open connection. The refusal shows at the next read.
                socket.startHandshake();
                answer(socket);
            });
        }
        try (SSLSocket next = connect(isEcdsa, "TLSv1.2")) {
            assertTrue(answer(next).startsWith("HTTP/1.1 405 "));
        }
    }

    @Test
    void anExpiredCertificateIsServedWithAWarning(@TempDir Path folder) throws Exception {
        RsaCertificate certificate = RsaCertificate.forLoopback(Duration.ofMinutes(30));
        Path file = Files.writeString(folder.resolve("rsa.crt"), certificate.certificatePem());
        Path key = Files.writeString(folder.resolve("rsa.key"), certificate.keyPem());
        try (ServerProcess server = start(folder, "--tls-cert", file.toString(), "--tls-key", key.toString())) {
            assertTrue(
                    server.log()
                            .contains("The certificate expired on %s, so API servers refuse it"
                                    .formatted(certificate
                                            .certificate()
                                            .getNotAfter()
                                            .toInstant())),
                    server.log());
        }
    }

    private static SSLSocket connect(boolean isEcdsa, String protocol, String... suites) throws IOException {
        SSLSocket socket = (SSLSocket) (isEcdsa ? trustsEcdsa : trustsRsa)
                .getSocketFactory()
                .createSocket("127.0.0.1", (isEcdsa ? ecdsa : rsa).port());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        socket.setEnabledProtocols(new String[] {protocol});
        if (suites.length > 0) {
            socket.setEnabledCipherSuites(suites);
        }
        return socket;
    }

    /** The first bytes of the answer. Fails if the server has closed the connection. */
    private static String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        byte[] buffer = new byte[4096];
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
            throw new IOException("closed");
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }
}
