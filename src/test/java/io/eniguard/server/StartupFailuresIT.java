package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.localkube.CommandOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a server that cannot start reports the reason in one line and ends with the exit code for wrong usage. */
class StartupFailuresIT {

    private final Path folder;
    private final KeyAndCertificate serving;
    private int port;
    private int management;

    StartupFailuresIT(@TempDir Path folder) {
        this.folder = folder;
        serving = CertificateAuthority.create("ca", Duration.ofDays(1), Clock.systemUTC())
                .issueServing(List.of("localhost"));
    }

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(folder.resolve("vpc.json"), "{}");
        Files.createDirectory(folder.resolve("cluster"));
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("users"), "root:x:0:0:root:/root:/bin/bash\n");
        Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);
        Files.writeString(folder.resolve("own.crt"), serving.certificatePem());
        Files.writeString(folder.resolve("own.key"), serving.keyPem());
        Files.writeString(
                folder.resolve("other.key"),
                CertificateAuthority.create("other", Duration.ofDays(1), Clock.systemUTC())
                        .issueServing(List.of("localhost"))
                        .keyPem());
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            management = other.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tls-cert users --tls-key users       | --tls-cert users: no PEM certificate (-----BEGIN CERTIFICATE-----) found",
                "--tls-cert own.crt --tls-key empty     | --tls-key empty: no PEM private key (-----BEGIN PRIVATE KEY-----) found",
                "--tls-cert own.crt --tls-key other.key | --tls-key other.key: not the key of the first certificate in own.crt. Fix: name the key that the certificate was made for",
                "--tls-cert none --tls-key own.key      | --tls-cert none: no such file",
                "--tls-cert folder --tls-key own.key    | --tls-cert folder: a folder, not a file",
                "--tls-cert /dev/zero --tls-key own.key | --tls-cert /dev/zero: not a regular file",
                "--tls-cert own.crt --tls-key huge      | --tls-key huge: larger than 1 MiB, so it is not a PEM file of certificates or a key",
                "--client-ca-file users                 | --client-ca-file users: no PEM certificate (-----BEGIN CERTIFICATE-----) found",
                "--client-ca-file own.crt               | --client-ca-file own.crt: it contains no CA certificate. Fix: name the CA that signs the certificates of callers",
                "--host 999.1.1.1                       | --host 999.1.1.1: neither an IP address nor a name that can be resolved",
                "--host 192.0.2.1                       | --host 192.0.2.1: not an address of this machine",
                "--management-host 192.0.2.1            | --management-host 192.0.2.1: not an address of this machine"
            })
    void anUnusableOptionIsNamed(String options, String line) throws Exception {
        assertEquals(
                new CommandOutput(2, "", line + "\n"), serve(options.strip().split(" +")));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertEquals(
                    new CommandOutput(
                            2,
                            "",
                            "--port %1$d: 127.0.0.1:%1$d is already in use. Fix: use another --port, or stop the program that listens there\n"
                                    .formatted(port)),
                    serve());
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            management = taken.getLocalPort();
            CommandOutput output = serve();
            assertEquals(2, output.exitCode());
            assertTrue(
                    output.err()
                            .startsWith(
                                    "--management-port %1$d: 127.0.0.1:%1$d is already in use".formatted(management)),
                    output.err());
            assertEquals(1, output.err().lines().count(), output.err());
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1, 0.0.0.0", "0.0.0.0, 127.0.0.1", "localhost, 127.0.0.1"})
    void onePortForBothIsRefused(String host, String managementHost) throws Exception {
        management = port;
        assertEquals(
                new CommandOutput(
                        2,
                        "",
                        "--management-port %d: the same port as --port. Fix: use a different port for health and metrics\n"
                                .formatted(port)),
                serve("--host", host, "--management-host", managementHost));
    }

    @Test
    void namesOfClientsNeedTheirCa() throws Exception {
        CommandOutput output = serve("--client-name", "api");
        assertEquals(2, output.exitCode());
        assertTrue(output.err().startsWith("eniguard: --client-name needs --client-ca-file"), output.err());
    }

    private CommandOutput serve(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "serve",
                "--vpc=" + folder.resolve("vpc.json"),
                "--cluster=" + folder.resolve("cluster"),
                "--port=" + port,
                "--management-port=" + management));
        boolean isElsewhere = List.of(options).contains("--host");
        if (!isElsewhere) {
            all.add("--host=127.0.0.1");
        }
        for (String option : options) {
            all.add(
                    Files.exists(folder.resolve(option)) || option.equals("none")
                            ? folder.resolve(option).toString()
                            : option);
        }
        CommandOutput output = Build.asked().run(Map.of(), all);
        return new CommandOutput(output.exitCode(), output.out(), output.err().replace(folder + "/", ""));
    }
}
