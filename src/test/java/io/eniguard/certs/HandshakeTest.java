package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests TLS connections of the JDK in which both sides have certificates of a CA. */
class HandshakeTest {

    private final CertificateAuthority authority =
            CertificateAuthority.create("test-ca", Duration.ofHours(1), Clock.systemUTC());
    private final KeyAndCertificate server = authority.issueServing(List.of("localhost", "127.0.0.1"));
    private final KeyAndCertificate client = authority.issueClient("admin", List.of("system:masters"));

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesAcceptEachOther(String protocol) throws Exception {
        assertEquals("CN=admin,O=system:masters", userSeenByServer(protocol, "127.0.0.1", authority, client));
    }

    @Test
    void aNameOutsideTheCertificateIsRefused() {
        assertThrows(SSLException.class, () -> userSeenByServer("TLSv1.3", "127.0.0.2", authority, client));
    }

    @Test
    void anotherAuthorityIsNotTrusted() {
        CertificateAuthority other = CertificateAuthority.create("test-ca", Duration.ofHours(1), Clock.systemUTC());

        assertThrows(SSLException.class, () -> userSeenByServer("TLSv1.3", "127.0.0.1", other, client));
    }

    @Test
    void aServerCertificateIsNotAcceptedFromAClient() {
        assertThrows(IOException.class, () -> userSeenByServer("TLSv1.2", "127.0.0.1", authority, server));
    }

    private String userSeenByServer(
            String protocol, String host, CertificateAuthority trusted, KeyAndCertificate shownByClient)
            throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket) context(server, authority)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName(host))) {
            listener.setNeedClientAuth(true);
            CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> acceptOne(listener));
            try (SSLSocket socket = (SSLSocket)
                    context(shownByClient, trusted).getSocketFactory().createSocket(host, listener.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setProtocols(new String[] {protocol});
                socket.setSSLParameters(parameters);
                socket.setSoTimeout(60_000);
                socket.startHandshake();
                socket.getInputStream().read();
            }
            return seen.get(60, TimeUnit.SECONDS);
        }
    }

    private static String acceptOne(SSLServerSocket listener) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            socket.getOutputStream().write('!');
            return socket.getSession().getPeerPrincipal().getName();
        } catch (IOException e) {
            return "nobody: " + e.getMessage();
        }
    }

    private static SSLContext context(KeyAndCertificate own, CertificateAuthority trusted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.keyManagers(), trusted.trustManagers(), null);
        return context;
    }
}
