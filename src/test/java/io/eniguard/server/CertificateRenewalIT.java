package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that new connections get a certificate that was replaced on disk, without a restart of the server. */
class CertificateRenewalIT {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void aNewCertificateIsServedWithinTenSeconds(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("vpc.json"), "{\"Subnets\": []}");
        Files.createDirectory(folder.resolve("cluster"));
        try (ServerProcess server = ServerProcess.start(
                folder,
                Map.of(),
                "--vpc",
                folder.resolve("vpc.json").toString(),
                "--cluster",
                folder.resolve("cluster").toString())) {
            assertTrue(isTrusted(server, server.authority()));
            CertificateAuthority next = CertificateAuthority.create("next", Duration.ofDays(1), Clock.systemUTC());
            assertEquals(false, isTrusted(server, next));

            server.renew(next);
            long renewed = System.nanoTime();
            while (!isTrusted(server, next)) {
                long waited = System.nanoTime() - renewed;
                assertTrue(waited < LONGEST.toNanos(), "the old certificate is still served");
            }
        }
    }

    private static boolean isTrusted(ServerProcess server, CertificateAuthority authority)
            throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, authority.trustManagers(), null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            return true;
        } catch (javax.net.ssl.SSLHandshakeException e) {
            return false;
        }
    }
}
