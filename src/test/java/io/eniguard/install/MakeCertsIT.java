package io.eniguard.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.envtest.RecordingWebhook;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code certs/make-certs.sh} in a cluster in which k8s/ has just been applied. */
@RealApiServer
class MakeCertsIT {

    private static final List<String> KINDS = List.of("validatingwebhookconfiguration", "mutatingwebhookconfiguration");

    private final KubeUser admin;
    private final Path scratch;
    private final MakeCerts makeCerts;

    MakeCertsIT(LocalApiServer server, @TempDir Path folder) throws IOException {
        this.admin = server.admin();
        this.scratch = Files.createDirectory(folder.resolve("scratch"));
        this.makeCerts = new MakeCerts(
                scratch,
                Map.of(
                        "KUBECTL",
                        "%s --kubeconfig %s"
                                .formatted(
                                        ApiServerBinaries.find()
                                                .orElseThrow()
                                                .folder()
                                                .resolve("kubectl"),
                                        admin.kubeconfig())));
    }

    @BeforeEach
    void applied() throws Exception {
        // An earlier test may have changed these objects.
        admin.kubectl(
                "delete", "--namespace=eniguard", "--ignore-not-found", "secret/eniguard-tls", "service/eniguard");
        apply("--server-side");
    }

    @AfterEach
    void takeDown() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
    }

    @Test
    void oneCommandStoresTheCaInBothPlaces() throws Exception {
        makeCerts.run().orThrow();

        String authority = secret("ca.crt");
        assertEquals(Set.of(authority), bundles());
        X509Certificate certificate = PemCertificates.of(secret("tls.crt")).get(0);
        certificate.verify(PemCertificates.of(authority).get(0).getPublicKey());
        assertEquals(
                List.of("eniguard.eniguard.svc", "eniguard.eniguard.svc.cluster.local"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1))
                        .toList());
        assertEquals("kubernetes.io/tls", get("secret", "{.type}", "--namespace=eniguard", "eniguard-tls"));
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theSecretContainsItsKeyOnlyOnce() throws Exception {
        makeCerts.run().orThrow();

        String stored = admin.kubectl("get", "secret", "eniguard-tls", "--namespace=eniguard", "--output=json")
                .orThrow();
        String key = Base64.getEncoder().encodeToString(secret("tls.key").getBytes(UTF_8));
        assertEquals(2, stored.split(key.substring(0, 100), -1).length, "the key must be only in data");
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        makeCerts.run().orThrow();
        String before = versions();
        CommandOutput again = makeCerts.run();
        again.orThrow();

        assertEquals(before, versions());
        assertTrue(again.err().contains("the certificate stays"), again.err());
    }

    @Test
    void aLostCaIsRestored() throws Exception {
        makeCerts.run().orThrow();
        String authority = secret("ca.crt");
        admin.kubectl(
                        "replace",
                        "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath())
                .orThrow();
        assertEquals(Set.of(""), bundles());
        makeCerts.run().orThrow();

        assertEquals(Set.of(authority), bundles());
        assertEquals(authority, secret("ca.crt"));
    }

    @Test
    void applyingTheManifestsAgainKeepsTheCa() throws Exception {
        makeCerts.run().orThrow();
        String authority = secret("ca.crt");
        apply("--server-side");
        assertEquals(Set.of(authority), bundles());
        apply("--server-side=false");

        assertEquals(Set.of(authority), bundles());
    }

    @Test
    void aMissingConfigurationIsReportedWithTheNextStep() throws Exception {
        admin.kubectl("delete", "mutatingwebhookconfiguration", "eniguard").orThrow();
        CommandOutput output = makeCerts.run();

        assertEquals(1, output.exitCode());
        assertTrue(
                output.err()
                        .endsWith(
                                "a webhook configuration is missing. Fix: run kubectl apply -k k8s/, and then this script again\n"),
                output.err());
        assertEquals("", secret("tls.key"));
    }

    @Test
    void aMissingNamespaceIsReportedWithTheNextStep() throws Exception {
        CommandOutput output = makeCerts.run("--namespace", "not-there");

        assertEquals(1, output.exitCode());
        assertTrue(
                output.err()
                        .endsWith(
                                "make-certs: there is no namespace not-there. Fix: run kubectl apply -k k8s/ first\n"),
                output.err());
    }

    /** Pods use the old certificate until the kubelet has updated the mounted Secret. */
    @Test
    void callsSucceedBeforeAndAfterARenewal() throws Exception {
        makeCerts.run().orThrow();
        KeyAndCertificate old = pair();
        makeCerts.run("--renew").orThrow();
        assertNotEquals(old, pair());
        assertEquals(2, PemCertificates.of(secret("ca.crt")).size());

        assertAnswered(old);
        assertAnswered(pair());
    }

    @Test
    void anEniConfigIsRefusedUntilTheCaIsStored() throws Exception {
        makeCerts.run().orThrow();
        KeyAndCertificate shown = pair();
        admin.kubectl(
                        "replace",
                        "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath())
                .orThrow();
        try (RecordingWebhook webhook = RecordingWebhook.start(shown)) {
            serviceLeadsTo(webhook.port());

            String refused = writeEniConfig().err();
            assertTrue(refused.contains("failed calling webhook \"eniconfigs.validate.eniguard.io\""), refused);
            assertTrue(refused.contains("x509: certificate signed by unknown authority"), refused);
        }
    }

    private void assertAnswered(KeyAndCertificate shown) throws Exception {
        try (RecordingWebhook webhook = RecordingWebhook.start(shown)) {
            serviceLeadsTo(webhook.port());
            Await.value("the webhook is trusted", this::writeEniConfig, CommandOutput::succeeded);
            assertEquals(1, webhook.callsFor("install").size());
        }
    }

    private CommandOutput writeEniConfig() throws Exception {
        return admin.kubectlWithInput("""
                        apiVersion: crd.k8s.amazonaws.com/v1alpha1
                        kind: ENIConfig
                        metadata: {name: install}
                        spec: {subnet: subnet-0123456789abcdef0}
                        """, "create", "--dry-run=server", "--filename=-");
    }

    /**
     * Replaces the Service, because a ClusterIP does not work without kube-proxy. With a Service of the type ExternalName, the API server
     * uses the same host name as in production.
     */
    private void serviceLeadsTo(int port) throws Exception {
        admin.kubectl("delete", "service", "eniguard", "--namespace=eniguard", "--ignore-not-found")
                .orThrow();
        admin.kubectl(
                        "create",
                        "service",
                        "externalname",
                        "eniguard",
                        "--namespace=eniguard",
                        "--external-name=localhost")
                .orThrow();
        admin.kubectl("patch", "validatingwebhookconfiguration", "eniguard", "--type=json", """
                        --patch=[{"op": "replace", "path": "/webhooks/0/clientConfig/service/port", "value": %d}]""".formatted(port))
                .orThrow();
    }

    private void apply(String how) throws Exception {
        admin.kubectl("apply", how, "--kustomize=" + Path.of("k8s").toAbsolutePath())
                .orThrow();
    }

    private KeyAndCertificate pair() throws Exception {
        return PemCertificates.pair(secret("tls.crt"), secret("tls.key"));
    }

    private String secret(String file) throws Exception {
        String field = get(
                "secret",
                "{.data.%s}".formatted(file.replace(".", "\\.")),
                "--namespace=eniguard",
                "--ignore-not-found",
                "eniguard-tls");
        return new String(Base64.getDecoder().decode(field), UTF_8);
    }

    /** The CA bundles of the webhooks in both configurations. The set has one element if they are all the same. */
    private Set<String> bundles() throws Exception {
        Set<String> bundles = new LinkedHashSet<>();
        for (String kind : KINDS) {
            String lines = get(kind, "{range .webhooks[*]}{.clientConfig.caBundle}{\"\\n\"}{end}", "eniguard");
            lines.lines()
                    .forEach(line -> bundles.add(new String(Base64.getDecoder().decode(line), UTF_8)));
        }
        return bundles;
    }

    private String versions() throws Exception {
        String versions = get("secret", "{.metadata.resourceVersion}", "--namespace=eniguard", "eniguard-tls");
        for (String kind : KINDS) {
            versions += " " + get(kind, "{.metadata.resourceVersion}", "eniguard");
        }
        return versions;
    }

    private String get(String kind, String path, String... arguments) throws Exception {
        return admin.kubectl(Stream.concat(Stream.of("get", kind, "--output=jsonpath=" + path), Stream.of(arguments))
                        .toArray(String[]::new))
                .orThrow();
    }
}
