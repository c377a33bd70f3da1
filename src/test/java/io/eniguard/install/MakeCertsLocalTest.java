package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eniguard.localkube.CommandOutput;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code certs/make-certs.sh --local} and wrong usage of the script. */
class MakeCertsLocalTest {

    private final Path scratch;
    private final Path certs;
    private final MakeCerts makeCerts;

    MakeCertsLocalTest(@TempDir Path folder) throws IOException {
        this.scratch = Files.createDirectory(folder.resolve("scratch"));
        this.certs = folder.resolve("certs");
        this.makeCerts = new MakeCerts(scratch, Map.of("KUBECTL", "false"));
    }

    @BeforeEach
    void needsItsPrograms() {
        for (String program : List.of("bash", "openssl")) {
            assumeTrue(
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    "no " + program + " on the PATH");
        }
    }

    @Test
    void itMakesACertificateForThisMachineAndTheGivenNames() throws Exception {
        make("--name", "10.1.2.3", "--name", "guard.example.org");

        X509Certificate certificate = certificates("tls.crt").get(0);
        certificate.verify(certificates("ca.crt").get(0).getPublicKey());
        assertEquals(
                List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "10.1.2.3", "guard.example.org"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1))
                        .toList());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        make();

        for (String file : List.of("ca.crt", "tls.crt", "tls.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(certs.resolve(file))),
                    file);
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aGoodCertificateStays() throws Exception {
        make();
        List<X509Certificate> first = certificates("tls.crt");
        String said = make();

        assertEquals(first, certificates("tls.crt"));
        assertTrue(said.contains("the certificate stays"), said);
    }

    @Test
    void aRenewalKeepsOnlyThePreviousCa() throws Exception {
        make();
        X509Certificate first = certificates("ca.crt").get(0);
        make("--renew");
        X509Certificate second = certificates("ca.crt").get(0);
        assertEquals(List.of(second, first), certificates("ca.crt"));
        make("--renew");

        assertEquals(2, certificates("ca.crt").size());
        assertEquals(second, certificates("ca.crt").get(1));
        assertFalse(certificates("ca.crt").contains(first));
        certificates("tls.crt").get(0).verify(certificates("ca.crt").get(0).getPublicKey());
    }

    @Test
    void aMissingNameLeadsToANewCertificate() throws Exception {
        make("--name", "10.1.2.3");
        List<X509Certificate> first = certificates("tls.crt");
        String said = make("--name", "10.1.2.30");

        assertNotEquals(first, certificates("tls.crt"));
        assertTrue(said.contains("made a new certificate (the old one is not valid for 10.1.2.30)"), said);
    }

    @Test
    void aForeignKeyLeadsToANewCertificate() throws Exception {
        make();
        String key = Files.readString(certs.resolve("tls.key"));
        make("--renew");
        Files.writeString(certs.resolve("tls.key"), key);
        String said = make();

        assertTrue(said.contains("made a new certificate (the key does not belong to the old one)"), said);
    }

    @Test
    void aCertificateThatEndsSoonIsReplaced() throws Exception {
        make("--days", "29");
        List<X509Certificate> first = certificates("tls.crt");
        String said = make();

        assertNotEquals(first, certificates("tls.crt"));
        assertTrue(said.contains("made a new certificate (the old one expires soon)"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --bogus               | unknown argument --bogus
            --local               | --local needs a value
            --name a              | --name needs --local
            --days 0              | --days must be a whole number from 1 to 9999, not 0
            --days 1.5            | --days must be a whole number from 1 to 9999, not 1.5
            """)
    void wrongUsageIsReported(String arguments, String message) throws Exception {
        CommandOutput output = makeCerts.run(arguments.split(" "));

        assertEquals(
                "make-certs: " + message + ". Run certs/make-certs.sh --help for the options",
                output.err().strip());
        assertEquals(2, output.exitCode());
    }

    private String make(String... arguments) throws Exception {
        CommandOutput output =
                makeCerts.run(Stream.concat(Stream.of("--local", certs.toString()), Arrays.stream(arguments))
                        .toArray(String[]::new));
        assertEquals(0, output.exitCode(), output.err());
        return output.err();
    }

    private List<X509Certificate> certificates(String file) throws Exception {
        return PemCertificates.of(Files.readString(certs.resolve(file)));
    }
}
