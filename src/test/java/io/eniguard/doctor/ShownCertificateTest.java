package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.doctor.Endpoints.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@code doctor} reads the certificate over TLS. The certificate that a server uses may differ from the one in the Secret. */
class ShownCertificateTest {

    private final KeyAndCertificate own = CertificateAuthority.create(
                    "a CA that nobody here trusts", Duration.ofDays(1), Clock.systemUTC())
            .issueServing(List.of("eniguard.eniguard.svc"));
    private final ShownCertificate shown = new ShownCertificate(Duration.ofSeconds(5));

    @Test
    void theFirstReadyEndpointShowsIt() throws Exception {
        try (SSLServerSocket socket = serving()) {
            assertEquals(
                    Optional.of(new ServingCertificate(
                            List.of(own.certificate()), "from 127.0.0.1:%d".formatted(socket.getLocalPort()))),
                    shown.of(new RegisteredWebhooks(List.of()), endpoint(socket.getLocalPort())));
        }
    }

    /** With TLS 1.2, the server refuses the connection during the handshake. With TLS 1.3, it refuses the connection afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatRequiresAClientCertificateStillShowsItsOwn(String protocol) throws Exception {
        try (SSLServerSocket socket = serving(toBe -> {
            toBe.setEnabledProtocols(new String[] {protocol});
            toBe.setNeedClientAuth(true);
        })) {
            int port = socket.getLocalPort();
            assertEquals(
                    Optional.of(new ServingCertificate(
                            List.of(own.certificate()),
                            "from 127.0.0.1:%d, which requires a client certificate".formatted(port))),
                    shown.of(new RegisteredWebhooks(List.of()), endpoint(port)));
        }
    }

    @Test
    void aUrlOfTheWebhooksShowsIt() throws Exception {
        try (SSLServerSocket socket = serving()) {
            RegisteredWebhooks registration = new RegisteredWebhooks(
                    List.of(Yaml.of("{name: w, clientConfig: {url: 'https://127.0.0.1:%d/validate'}}"
                            .formatted(socket.getLocalPort()))));
            assertEquals(
                    List.of(own.certificate()),
                    shown.of(registration, Reply.of(new Endpoints(List.of(), 1)))
                            .orElseThrow()
                            .chain());
        }
    }

    @Test
    void aServerThatDoesNotAnswerShowsNoCertificate() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertEquals(Optional.empty(), shown.of(new RegisteredWebhooks(List.of()), endpoint(port)));
        assertEquals(
                Optional.empty(),
                shown.of(new RegisteredWebhooks(List.of()), Reply.of(new Endpoints(List.of(), port))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:99999/x", "https://not a url/x", "https://[::/x"})
    void anInvalidUrlShowsNoCertificate(String url) {
        RegisteredWebhooks registered =
                new RegisteredWebhooks(List.of(Yaml.of("{name: w, clientConfig: {url: '%s'}}".formatted(url))));
        assertEquals(Optional.empty(), shown.of(registered, Reply.of(new Endpoints(List.of(), 1))));
    }

    private static Reply<Endpoints> endpoint(int port) {
        return Reply.of(new Endpoints(
                List.of(new Endpoint(Optional.of("a"), Optional.empty(), List.of("127.0.0.1"), true)), port));
    }

    private SSLServerSocket serving() throws Exception {
        return serving(socket -> {});
    }

    private SSLServerSocket serving(Consumer<SSLServerSocket> settings) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.keyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        settings.accept(socket);
        Thread thread = new Thread(() -> shakeHands(socket), "serving");
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private static void shakeHands(SSLServerSocket socket) {
        try (SSLSocket accepted = (SSLSocket) socket.accept()) {
            accepted.startHandshake();
        } catch (IOException e) {
            // The client closes the connection after it has seen the certificate.
        }
    }
}
