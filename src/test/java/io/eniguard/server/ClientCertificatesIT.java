package io.eniguard.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code --client-ca-file} and {@code --client-name} over TLS. {@link ClientOfApiServerIT} tests them with an API server. */
class ClientCertificatesIT {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String REFUSED = "no TLS";

    private final Path folder;
    private final Path authorities;
    private final CertificateAuthority callers = authority("callers", 2);
    private final CertificateAuthority strangers = authority("strangers", 3);

    ClientCertificatesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.authorities = Files.writeString(folder.resolve("clients.crt"), callers.certificatePem());
    }

    private static CertificateAuthority authority(String name, int days) {
        return CertificateAuthority.create(name, Duration.ofDays(days), Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void onlyACertificateOfItsCaGetsThrough(String protocol) throws Exception {
        try (ServerProcess server = start("--client-ca-file=" + authorities)) {
            assertEquals(405, ask(server, protocol, client(callers, "anybody")));
            assertEquals(REFUSED, ask(server, protocol, client(strangers, "anybody")));
            assertEquals(REFUSED, ask(server, protocol, callers.issueServing(List.of("a.server"))));
            assertEquals(REFUSED, ask(server, protocol, null));
            assertEquals(405, ask(server, protocol, client(callers, "another")));
        }
    }

    @Test
    void healthAndMetricsNeedNoClientCertificate() throws Exception {
        try (ServerProcess server = start("--client-ca-file=" + authorities)) {
            assertEquals(200, server.management("/q/health/ready").statusCode());
            assertTrue(server.management("/q/metrics")
                    .body()
                    .contains("eniguard_certificate_expiry_timestamp_seconds{certificate=\"client-ca\"}"));
        }
    }

    @Test
    void aNameThatIsNotAllowedIsAnsweredWith403() throws Exception {
        try (ServerProcess server =
                start("--client-ca-file=" + authorities, "--client-name=api.example.com,kube-apiserver")) {
            assertEquals(405, ask(server, "TLSv1.3", client(callers, "kube-apiserver")));
            assertEquals(403, ask(server, "TLSv1.3", client(callers, "system:node:a")));
            assertEquals(403, ask(server, "TLSv1.3", client(callers, "Kube-Apiserver")));
            assertEquals(REFUSED, ask(server, "TLSv1.3", client(strangers, "kube-apiserver")));
            String answer = exchange(server, "TLSv1.3", client(callers, "eve\u001b[31m"));
            assertTrue(
                    answer.endsWith(
                            "{\"error\":\"the client's certificate has none of the names that --client-name allows\"}"),
                    answer);
            assertTrue(answer.contains("Content-Type: application/json"), answer);
            assertTrue(server.management("/q/metrics")
                    .body()
                    .contains("eniguard_refused_requests_total{status=\"403\"} 3.0"));
            assertTrue(server.log().contains("none of the names of its certificate: system:node:a"), server.log());
            assertFalse(server.log().contains("\u001b"), server.log());
        }
    }

    @Test
    void aReplacedFileOfCasCountsWithinTenSeconds() throws Exception {
        try (ServerProcess server = start("--client-ca-file=" + authorities)) {
            assertEquals(REFUSED, ask(server, "TLSv1.3", client(strangers, "anybody")));

            Files.writeString(authorities, strangers.certificatePem());
            await(server, client(strangers, "anybody"));

            assertEquals(REFUSED, ask(server, "TLSv1.3", client(callers, "anybody")));
            assertEquals(REFUSED, ask(server, "TLSv1.3", null));
        }
    }

    @Test
    void aReplacementWithoutACertificateIsIgnored() throws Exception {
        try (ServerProcess server = start("--client-ca-file=" + authorities)) {
            Files.writeString(authorities, "");
            Await.value(
                    "the log reports the file",
                    server::log,
                    log -> log.contains(
                            "The certificates cannot be reloaded, so the old ones stay in use: --client-ca-file "
                                    + authorities));
            assertEquals(405, ask(server, "TLSv1.3", client(callers, "anybody")));
            assertEquals(REFUSED, ask(server, "TLSv1.3", null));

            Files.writeString(authorities, callers.certificatePem() + strangers.certificatePem());
            await(server, client(strangers, "anybody"));
        }
    }

    /** The server must keep its certificate, because an API server may already trust the CA of this certificate. */
    @Test
    void theServersOwnCertificateInMemoryStaysWhenTheFileChanges() throws Exception {
        try (ServerProcess server = ServerProcess.startWith(
                folder, Map.of(), new String[] {"--client-ca-file", authorities.toString()}, sources())) {
            String before = ends(server, "serving");
            Files.writeString(authorities, strangers.certificatePem());
            String clients = ends(server, "client-ca");
            Await.within(
                    LONGEST,
                    "the CA of clients is replaced",
                    () -> !ends(server, "client-ca").equals(clients),
                    server::log);
            assertEquals(before, ends(server, "serving"));
            assertEquals(
                    1, server.log().split("serving a new certificate made in memory", -1).length - 1, server.log());
        }
    }

    private static String ends(ServerProcess server, String certificate) throws Exception {
        return server.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(
                        "eniguard_certificate_expiry_timestamp_seconds{certificate=\"%s\"}".formatted(certificate)))
                .findFirst()
                .orElseThrow();
    }

    private ServerProcess start(String... options) throws Exception {
        return ServerProcess.startWith(
                folder,
                Map.of(),
                new String[0],
                Stream.concat(Stream.of(options), Stream.of(sources())).toArray(String[]::new));
    }

    private String[] sources() throws IOException {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        return new String[] {"--vpc=" + vpc, "--cluster=" + cluster};
    }

    private static KeyAndCertificate client(CertificateAuthority authority, String name) {
        return authority.issueClient(name, List.of("system:nodes"));
    }

    private static void await(ServerProcess server, KeyAndCertificate certificate) throws Exception {
        Await.within(
                LONGEST,
                "the client certificate is accepted",
                () -> Integer.valueOf(405).equals(ask(server, "TLSv1.3", certificate)),
                server::log);
    }

    /** The status of the answer. It is 405 for a GET that reaches the webhooks. */
    private static Object ask(ServerProcess server, String protocol, @Nullable KeyAndCertificate certificate)
            throws Exception {
        String answer = exchange(server, protocol, certificate);
        return answer.equals(REFUSED) ? REFUSED : Integer.valueOf(answer.split(" ", 3)[1]);
    }

    private static String exchange(ServerProcess server, String protocol, @Nullable KeyAndCertificate certificate)
            throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(
                certificate == null ? new KeyManager[0] : certificate.keyManagers(),
                server.authority().trustManagers(),
                null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream()
                    .write("GET /validate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SSLException | SocketException e) {
            // With TLS 1.3, the server refuses the connection during the request, and this may reset the connection.
            return REFUSED;
        }
    }
}
