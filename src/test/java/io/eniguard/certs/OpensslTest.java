package io.eniguard.certs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies certificates with a program that is not written in Java: {@code openssl verify -x509_strict}. */
class OpensslTest {

    private final Path folder;
    private final CertificateAuthority authority =
            CertificateAuthority.create("test-ca", Duration.ofHours(1), Clock.systemUTC());

    OpensslTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writesTheAuthority() throws Exception {
        assumeTrue(onThePath("openssl"), "there is no openssl on the PATH");
        Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        write("server", authority.issueServing(List.of("eniguard.default.svc", "127.0.0.1")));
        write("client", authority.issueClient("admin", List.of("system:masters")));
    }

    @Test
    void acceptsAServerByNameAndAddress() throws Exception {
        assertEquals("server.crt: OK\n", verify("server.crt", "sslserver", "-verify_hostname", "eniguard.default.svc"));
        assertEquals("server.crt: OK\n", verify("server.crt", "sslserver", "-verify_ip", "127.0.0.1"));
        assertContains("hostname mismatch", verify("server.crt", "sslserver", "-verify_hostname", "x.default.svc"));
    }

    @Test
    void acceptsAClientCertificateOnlyForClients() throws Exception {
        assertEquals("client.crt: OK\n", verify("client.crt", "sslclient"));
        assertContains("unsuitable certificate purpose", verify("client.crt", "sslserver"));
    }

    @Test
    void readsTheKeyInBothFormsAndFindsItInTheCertificate() throws Exception {
        openssl("pkey", "-in", "server.key", "-pubout", "-out", "of-key");
        openssl("ec", "-in", "server.sec1", "-pubout", "-out", "of-sec1");
        openssl("x509", "-in", "server.crt", "-noout", "-pubkey", "-out", "of-certificate");

        assertTrue(Files.readString(folder.resolve("of-key")).startsWith("-----BEGIN PUBLIC KEY-----"));
        assertEquals(-1, Files.mismatch(folder.resolve("of-key"), folder.resolve("of-certificate")));
        assertEquals(-1, Files.mismatch(folder.resolve("of-key"), folder.resolve("of-sec1")));
    }

    private void write(String name, KeyAndCertificate pair) throws IOException {
        Files.writeString(folder.resolve(name + ".crt"), pair.certificatePem());
        Files.writeString(folder.resolve(name + ".key"), pair.keyPem());
        Files.writeString(folder.resolve(name + ".sec1"), pair.sec1KeyPem());
    }

    private String verify(String file, String purpose, String... options) throws Exception {
        return openssl(Stream.of(
                        Stream.of("verify", "-x509_strict", "-CAfile", "ca.crt", "-purpose", purpose),
                        Stream.of(options),
                        Stream.of(file))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private String openssl(String... words) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("openssl"), Stream.of(words)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
        return said;
    }

    private static void assertContains(String part, String text) {
        assertTrue(text.contains(part), text);
    }

    private static boolean onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
