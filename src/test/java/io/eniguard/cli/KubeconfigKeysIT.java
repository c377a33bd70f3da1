package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.Pem;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.server.Build;
import io.eniguard.server.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that eniguard can read each kind of client key in a kubeconfig that kubectl can read. */
@RealApiServer
class KubeconfigKeysIT {

    private static final Set<Integer> COULD_READ = Set.of(ExitCodes.OK, ExitCodes.FINDINGS, ExitCodes.NOTHING);

    private final LocalApiServer cluster;
    private final Path folder;

    KubeconfigKeysIT(LocalApiServer cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({"EC, PKCS8", "EC, SEC1", "RSA, PKCS8", "RSA, PKCS1", "Ed25519, PKCS8"})
    void aKeyThatKubectlReadsIsRead(String algorithm, String form) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        String pem = form.equals("PKCS8") ? Pem.of(keys.getPrivate()) : traditional(keys);
        String certificate = Pem.of(certified(keys));
        for (Path kubeconfig : List.of(withData(certificate, pem), withFiles(certificate, pem))) {
            CommandOutput run = check(kubeconfig);
            // Other tests share the cluster, so there may be findings. This test checks only that the cluster can be
            // read.
            assertTrue(COULD_READ.contains(run.exitCode()), () -> run.out() + run.err());
            assertFalse(run.err().contains("cannot"), run::err);
        }
    }

    private X509Certificate certified(KeyPair keys) {
        return cluster.authority().certifyClient("somebody", List.of("system:masters"), keys.getPublic());
    }

    @Test
    void doctorAndTheServerReadAnEllipticCurveKeyInPkcs8() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Path kubeconfig = withData(Pem.of(certified(keys)), Pem.of(keys.getPrivate()));
        CommandOutput doctor = Build.asked()
                .run(
                        Map.of("KUBECONFIG", kubeconfig.toString(), "AWS_EC2_METADATA_DISABLED", "true"),
                        List.of("doctor"));
        assertTrue(doctor.out().contains("ok       api server "), doctor::out);
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        try (ServerProcess server = ServerProcess.start(
                folder, Map.of("KUBECONFIG", kubeconfig.toString()), "--vpc=" + vpc, "--cluster=kube")) {
            assertTrue(server.isReady());
            assertFalse(server.log().contains("SRHCK"), server::toString);
        }
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        String encrypted = Pem.of(keys.getPrivate()).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        Path kubeconfig = withFiles(Pem.of(certified(keys)), encrypted);
        String expected = folder.resolve("client.key")
                + ": client-key: its private key is encrypted. Fix: decrypt it with openssl pkey -in KEY -out NEW";
        CommandOutput run = check(kubeconfig);
        assertEquals(2, run.exitCode(), run::err);
        assertEquals(expected, run.err().strip());
        CommandOutput doctor = Build.asked()
                .run(
                        Map.of("KUBECONFIG", kubeconfig.toString(), "AWS_EC2_METADATA_DISABLED", "true"),
                        List.of("doctor"));
        assertTrue(doctor.out().contains("not examined: " + expected), doctor::out);
        assertFalse(doctor.exitCode() == 70, doctor::err);
        CommandOutput server = Build.asked()
                .run(
                        Map.of("KUBECONFIG", kubeconfig.toString()),
                        List.of("serve", "--vpc", "examples/vpc", "--port", "0"));
        assertEquals(2, server.exitCode(), server::err);
    }

    private static CommandOutput check(Path kubeconfig) throws Exception {
        return Build.asked().run(Map.of("KUBECONFIG", kubeconfig.toString()), List.of("check", "--cluster", "kube"));
    }

    /** Returns the key in the format that OpenSSL writes without PKCS #8: {@code BEGIN EC PRIVATE KEY} or {@code BEGIN RSA PRIVATE KEY}. */
    private String traditional(KeyPair keys) throws Exception {
        Path pkcs8 = Files.writeString(folder.resolve("pkcs8.key"), Pem.of(keys.getPrivate()));
        Process openssl = new ProcessBuilder("openssl", "pkey", "-in", pkcs8.toString(), "-traditional").start();
        String pem = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, openssl.waitFor(), pem);
        assertTrue(pem.contains(keys.getPrivate().getAlgorithm() + " PRIVATE KEY"), pem);
        return pem;
    }

    private Path withData(String certificate, String key) throws Exception {
        return kubeconfig("with-data", """
                {client-certificate-data: %s, client-key-data: %s}""".formatted(base64(certificate), base64(key)));
    }

    /** Returns a kubeconfig that refers to files in its own folder. */
    private Path withFiles(String certificate, String key) throws Exception {
        Files.writeString(folder.resolve("client.crt"), certificate);
        Files.writeString(folder.resolve("client.key"), key);
        return kubeconfig("with-files", "{client-certificate: client.crt, client-key: client.key}");
    }

    private Path kubeconfig(String name, String user) throws Exception {
        return Files.writeString(folder.resolve(name), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: u, user: %s}]
                """.formatted(
                        cluster.url(), base64(cluster.authority().certificatePem()), user));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
