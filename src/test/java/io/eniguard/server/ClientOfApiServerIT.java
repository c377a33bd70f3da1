package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.certs.RsaCertificate;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.registration.WebhookTarget;
import io.eniguard.testing.Await;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests an API server that shows eniguard a client certificate, as {@code --admission-control-config-file} configures, and an API server
 * that shows none. eniguard's own certificate has an RSA key, which the API servers must accept.
 */
@RealApiServer
class ClientOfApiServerIT {

    private static final String ADMISSION = """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: ValidatingAdmissionWebhook
              configuration:
                apiVersion: apiserver.config.k8s.io/v1
                kind: WebhookAdmissionConfiguration
                kubeConfigFile: %1$s
            - name: MutatingAdmissionWebhook
              configuration:
                apiVersion: apiserver.config.k8s.io/v1
                kind: WebhookAdmissionConfiguration
                kubeConfigFile: %1$s
            """;

    /** The API server looks up the user for a webhook by the webhook's host and port, or by the host alone if the port is 443. */
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            users:
            - name: "%s"
              user:
                client-certificate: %s
                client-key: %s
            """;

    private static final String ENI_CONFIG = """
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: none, securityGroups: [sg-0123456789abcdef0]}
            """;

    private final Path folder;
    private final LocalApiServer showingNone;
    private final RsaCertificate serving;

    ClientOfApiServerIT(@TempDir Path folder, LocalApiServer showingNone) throws Exception {
        this.folder = folder;
        this.showingNone = showingNone;
        this.serving = RsaCertificate.forLoopback(Duration.ofDays(2));
    }

    @Test
    void onlyClientsWithACertificateOfTheRightNameCanSendReviews() throws Exception {
        CertificateAuthority callers = CertificateAuthority.create("callers", Duration.ofDays(2), Clock.systemUTC());
        KeyAndCertificate caller = callers.issueClient("kube-apiserver", List.of());
        Path authorities = Files.writeString(folder.resolve("clients.crt"), callers.certificatePem());
        try (ServerProcess right = start("right", authorities, "kube-apiserver");
                ServerProcess wrong = start("wrong", authorities, "somebody-else");
                LocalApiServer showing = LocalApiServer.start(
                        ApiServerBinaries.find().orElseThrow(),
                        folder.resolve("api"),
                        "--admission-control-config-file=" + admission(caller, right, wrong))) {
            showing.install(PublishedCrd.values());

            register(showing.admin(), right);
            assertAnswer("[eniconfig-shape] spec.subnet is \"none\"", showing.admin());
            register(showing.admin(), wrong);
            // API servers do not show the body of this answer to the user.
            Await.value(
                    "the server counts the refusal",
                    () -> {
                        assertAnswer(
                                "failed calling webhook \"eniconfigs.validate.eniguard.io\": failed to call webhook: ",
                                showing.admin());
                        return wrong.management("/q/metrics").body();
                    },
                    metrics -> metrics.contains("eniguard_refused_requests_total{status=\"403\"}"));
            register(showingNone.admin(), right);
            assertAnswer("remote error: tls: ", showingNone.admin());
        } finally {
            showingNone
                    .admin()
                    .kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        }
    }

    private ServerProcess start(String name, Path authorities, String client) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        Path certificate = Files.writeString(own.resolve("rsa.crt"), serving.certificatePem());
        Path key = Files.writeString(own.resolve("rsa.key"), serving.keyPem());
        return ServerProcess.startWith(
                own,
                Map.of(),
                new String[] {"--tls-cert=" + certificate, "--tls-key=" + key},
                "--client-ca-file=" + authorities,
                "--client-name=" + client,
                "--vpc=" + Files.writeString(own.resolve("vpc.json"), "{}"),
                "--cluster=" + Files.createDirectory(own.resolve("cluster")));
    }

    private Path admission(KeyAndCertificate caller, ServerProcess... servers) throws Exception {
        Path certificate = Files.writeString(folder.resolve("caller.crt"), caller.certificatePem());
        Path key = Files.writeString(folder.resolve("caller.key"), caller.keyPem());
        StringBuilder kubeconfig = new StringBuilder();
        for (ServerProcess server : servers) {
            String text = KUBECONFIG.formatted("127.0.0.1:" + server.port(), certificate, key);
            kubeconfig.append(kubeconfig.isEmpty() ? text : text.substring(text.indexOf("- name")));
        }
        Path file = Files.writeString(folder.resolve("webhooks.kubeconfig"), kubeconfig);
        return Files.writeString(folder.resolve("admission.yaml"), ADMISSION.formatted(file));
    }

    private void register(KubeUser admin, ServerProcess server) throws Exception {
        String bundle =
                Base64.getEncoder().encodeToString(serving.certificatePem().getBytes(StandardCharsets.US_ASCII));
        var target = new WebhookTarget.Url(URI.create(server.url()));
        admin.kubectlWithInput(
                        new WebhookConfigurations(target, Optional.of(bundle), false).yaml(), "apply", "--filename=-")
                .orThrow();
    }

    /**
     * Waits for this answer to an ENIConfig with an invalid subnet id, which eniguard always denies. The wait is needed because API servers
     * apply a webhook configuration with a short delay.
     */
    private static void assertAnswer(String expected, KubeUser admin) throws Exception {
        CommandOutput output = Await.value(
                expected,
                () -> admin.kubectlWithInput(ENI_CONFIG, "create", "--dry-run=server", "--filename=-"),
                created -> created.err().contains(expected));
        assertEquals(1, output.exitCode());
    }
}
