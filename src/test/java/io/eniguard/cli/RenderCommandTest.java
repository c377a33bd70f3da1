package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RenderCommandTest {

    /** A CA certificate for tests, valid until 2126. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBjTCCATOgAwIBAgIUYzS2cko9WTwdzq5TVF9UoqBeYLYwCgYIKoZIzj0EAwIw
            GzEZMBcGA1UEAwwQZW5pZ3VhcmQtdGVzdC1jYTAgFw0yNjExMjQxNTI2MDlaGA8y
            MTI2MTAzMTE1MjYwOVowGzEZMBcGA1UEAwwQZW5pZ3VhcmQtdGVzdC1jYTBZMBMG
            ByqGSM49AgEGCCqGSM49AwEHA0IABPrA6QQ2dSxAV2ikezQ/SAKuNzDknfpE/ULu
            RiwEJYty2VOZlCRsutsmmbcJR0c4apKottqXet3TVdKXRD7lKUujUzBRMB0GA1Ud
            DgQWBBS8Xa/xoHScryGZDW9YTYsrZ5ir7TAfBgNVHSMEGDAWgBS8Xa/xoHScryGZ
            DW9YTYsrZ5ir7TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIFIb
            nGofssUkCwDP+aRmWHxXubrT41EOBX/3gRrzPQ2dAiEAzh1DPkNADFzXqGpjtmvZ
            Dy8ogzaPQ2FRujGLOJ6MIlU=
            -----END CERTIFICATE-----
            """;

    private final Path folder;

    RenderCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /**
     * Compares the shipped file with the rendered configurations. After an intended change, this command updates the file:
     *
     * <p>{@code ./eniguard render webhooks --service eniguard/eniguard > k8s/base/webhooks.yaml}
     */
    @Test
    void theShippedConfigurationsAreTheRenderedOnes() throws IOException {
        Printed printed = render("webhooks", "--service", "eniguard/eniguard");
        assertEquals(Files.readString(Path.of("k8s/base/webhooks.yaml")), printed.out());
        assertEquals(new Printed(0, printed.out(), ""), printed);
    }

    @Test
    void theCaFileBecomesTheCaBundleOfEachWebhook() throws IOException {
        Path ca = file("Our CA, renewed\n" + CERTIFICATE + CERTIFICATE);
        Printed printed =
                render("webhooks", "--url", "https://127.0.0.1:9443", "--ca-file", ca.toString(), "--clamp-max-pods");
        String bundle = "caBundle: " + Base64.getEncoder().encodeToString(Files.readAllBytes(ca));
        assertEquals(
                10, printed.out().lines().filter(line -> line.contains(bundle)).count(), printed.out());
        assertEquals(0, printed.exitCode());
        assertTrue(
                printed.out()
                        .startsWith(
                                "# eniguard render webhooks --url https://127.0.0.1:9443 --ca-file ca.pem --clamp-max-pods\n"),
                printed.out());
    }

    /** The namespaces restrict only ConfigMaps with kubelet configurations. eniguard checks all other objects in every namespace. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--service eniguard/eniguard                                         | [kube-system, karpenter]",
                "--service eniguard/eniguard --kubelet-config-namespace infra,nodes  | [infra, nodes]",
                "--service eniguard/eniguard --kubelet-config-namespace *            | ",
                "--url https://10.0.0.1:9443                                         | ",
                "--url https://10.0.0.1:9443 --kubelet-config-namespace a,b          | [a, b]"
            })
    void configMapsAreCheckedInTheseNamespaces(String options, @Nullable String namespaces) {
        Printed printed = render(("webhooks " + options.strip()).split(" +"));
        assertEquals(0, printed.exitCode(), printed.err());
        assertEquals(
                namespaces == null ? List.of() : List.of("values: " + namespaces, "values: " + namespaces),
                printed.out()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("values: "))
                        .toList());
    }

    @Test
    void theDefinitionOfPoliciesIsTheOneThatIsInstalled() throws IOException {
        Printed printed = render("crds");

        assertEquals(Files.readString(Path.of("k8s/base/crds.yaml")), printed.out());
        assertEquals(0, printed.exitCode());
    }

    @Test
    void aNamespaceHasToBeAName() {
        Printed printed = render("webhooks", "--service", "a/b", "--kubelet-config-namespace", "kube-system,A*");
        assertEquals(2, printed.exitCode());
        assertTrue(
                printed.err().startsWith("--kubelet-config-namespace: \"A*\" is not a valid namespace name\n"),
                printed.err());
    }

    @Test
    void aKeyNeverGetsIntoTheBundle() throws IOException {
        Path ca = file(CERTIFICATE + "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n");
        assertRefused(
                "%s:%d: EC PRIVATE KEY in a CA bundle, which may contain only certificates"
                        .formatted(ca, 1 + CERTIFICATE.lines().count()),
                render("webhooks", "--service", "a/b", "--ca-file", ca.toString()));
    }

    @Test
    void aBrokenCertificateIsReportedWithItsLine() throws IOException {
        Path ca = file("# mangled by an editor\n" + CERTIFICATE.replace("MIIB", "MIIA"));
        assertRefused(
                ca + ":2: this is not an X.509 certificate",
                render("webhooks", "--service", "a/b", "--ca-file", ca.toString()));
    }

    @Test
    void aFileWithoutACertificateIsRefused() throws IOException {
        Path ca = file("hello\n");
        assertRefused(
                ca + ":1: no PEM certificate (-----BEGIN CERTIFICATE-----) found",
                render("webhooks", "--service", "a/b", "--ca-file", ca.toString()));
    }

    @Test
    void anEndlessFileIsRefused() {
        assertRefused(
                "/dev/zero:1: no PEM certificate (-----BEGIN CERTIFICATE-----) found",
                render("webhooks", "--service", "a/b", "--ca-file", "/dev/zero"));
    }

    @Test
    void aMissingFileIsReportedWithItsName() {
        Path ca = folder.resolve("absent.pem");
        assertRefused(
                ca + ": no such file or folder", render("webhooks", "--service", "a/b", "--ca-file", ca.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            webhooks                                 | the address of eniguard is missing. Fix: add --service NS/NAME or --url https://HOST:PORT
            webhooks --service a/b --url https://h:1 | --service and --url cannot be used together. Fix: remove one of them
            webhooks --service a                     | --service: "a" is not a Service in the form NAMESPACE/NAME
            webhooks --service a/b:443               | --service: "a/b:443" is not a Service in the form NAMESPACE/NAME
            webhooks --url http://h:1                | --url: "http://h:1" does not have the form https://HOST:PORT
            webhooks --service a/b --clamp           | Unknown option: '--clamp'
                                                     | the kind of manifest is missing. Fix: run ./eniguard render webhooks or ./eniguard render crds
            """)
    void wrongUsageIsReportedInTheFirstLine(@Nullable String arguments, String message) {
        Printed printed = arguments == null ? render() : render(arguments.split(" "));
        assertRefused(message, printed);
    }

    private static void assertRefused(String firstLine, Printed printed) {
        assertEquals(firstLine, printed.err().lines().findFirst().orElse(""));
        assertEquals("", printed.out());
        assertEquals(2, printed.exitCode());
    }

    private static Printed render(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new RenderCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Printed(exitCode, out.toString(), err.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), text);
    }

    private record Printed(int exitCode, String out, String err) {}
}
