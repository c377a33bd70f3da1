package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.Pem;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.registration.WebhookTarget;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two replicas that keep their certificates in a Secret, in a separate cluster. The API server calls one of them through webhook
 * configurations that were created without a CA.
 */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // @BeforeAll sets the fields
class OwnCertificatesIT {

    private static final String NAMESPACE = "eniguard";
    private static final Duration REPAIRED = Duration.ofSeconds(30);
    private static final Duration SERVED = Duration.ofSeconds(10);

    private final LocalApiServer cluster;
    private final KubeUser admin;
    private final Path folder;
    private ServerProcess one;
    private ServerProcess other;

    OwnCertificatesIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.cluster = LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder.resolve("api-server"));
        this.admin = cluster.admin();
    }

    @BeforeAll
    void install() throws Exception {
        cluster.install(PublishedCrd.values());
        admin.kubectl("create", "namespace", NAMESPACE).orThrow();
        admin.kubectlWithInput(GuardedCluster.awsNode("true"), "apply", "--filename=-")
                .orThrow();
        one = replica("one");
        other = replica("other");
        admin.kubectlWithInput(
                        new WebhookConfigurations(new WebhookTarget.Url(URI.create(one.url())), Optional.empty(), false)
                                .yaml(),
                        "apply",
                        "--filename=-")
                .orThrow();
        Await.that("the leader has set the CA", () -> review().contains("denied the request"), this::logs);
    }

    @AfterAll
    void takeDown() throws Exception {
        one.close();
        other.close();
        cluster.close();
    }

    private ServerProcess replica(String name) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Path vpc = Files.writeString(own.resolve("vpc.yaml"), GuardedCluster.VPC);
        return ServerProcess.startWith(
                own,
                Map.of("KUBECONFIG", admin.kubeconfig().toString(), "POD_NAME", name),
                new String[] {"--certs", "auto"},
                "--vpc",
                vpc.toString(),
                "--namespace",
                NAMESPACE);
    }

    private String logs() throws IOException, InterruptedException {
        return one.management("/q/health/ready").body() + one.log() + other.log();
    }

    /** Returns the answer to an ENIConfig that must be denied. */
    private String review() throws IOException, InterruptedException {
        CommandOutput output = admin.kubectlWithInput(
                GuardedCluster.eniConfig("us-west-2b", GuardedCluster.NODE_SUBNET),
                "create",
                "--dry-run=server",
                "--filename=-");
        return output.err();
    }

    private void assertReviewed() throws IOException, InterruptedException {
        String answer = review();
        assertTrue(answer.contains("denied the request"), () -> answer);
    }

    private String field(String name) throws IOException, InterruptedException {
        return admin.kubectl(
                        "get",
                        "secret",
                        "eniguard-tls",
                        "--namespace=" + NAMESPACE,
                        "--ignore-not-found",
                        "--output=jsonpath={.data." + name.replace(".", "\\.") + "}")
                .out();
    }

    private double metric(String name) throws IOException, InterruptedException {
        double sum = 0;
        for (ServerProcess each : List.of(one, other)) {
            sum += each.management("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .sum();
        }
        return sum;
    }

    private boolean isServedByBoth(String certificate) throws IOException, GeneralSecurityException {
        String pem = new String(Base64.getDecoder().decode(certificate), StandardCharsets.US_ASCII);
        return pem.equals(served(one)) && pem.equals(served(other));
    }

    private boolean isServed(String certificate) throws IOException {
        try {
            return isServedByBoth(certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String served(ServerProcess server) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Everyone()}, null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            return Pem.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }

    /** Accepts every certificate, so that the test can look at it. */
    private static final class Everyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Waits for a new certificate in the Secret, then until both replicas serve it. Each review is answered meanwhile. */
    private void awaitRepair(String before) throws Exception {
        Await.within(
                REPAIRED,
                "the Secret is repaired",
                () -> {
                    assertReviewed();
                    String now = field("tls.crt");
                    return !now.isEmpty()
                            && !now.equals(before)
                            && !field("tls.key").isEmpty();
                },
                this::logs);
        String repaired = field("tls.crt");
        Await.within(
                SERVED,
                "both replicas serve the new certificate",
                () -> {
                    assertReviewed();
                    return isServed(repaired);
                },
                this::logs);
        assertReviewed();
    }

    @Test
    void theCertificateOfTheSecretIsServedAndReported() throws Exception {
        assertTrue(isServed(field("tls.crt")));
        assertReviewed();
        String metrics = one.management("/q/metrics").body();
        assertTrue(metrics.contains("eniguard_certificate_expiry_timestamp_seconds{certificate=\"serving\"}"));
        assertTrue(metrics.contains("eniguard_certificate_expiry_timestamp_seconds{certificate=\"ca\"}"));
        String ready = one.management("/q/health/ready").body();
        assertTrue(ready.contains("Secret eniguard/eniguard-tls"), ready);
    }

    @Test
    void aDeletedSecretIsRepairedWithoutAFailedReview() throws Exception {
        double repairs = metric("eniguard_certificate_repairs_total");
        String before = field("tls.crt");
        admin.kubectl("delete", "secret", "eniguard-tls", "--namespace=" + NAMESPACE)
                .orThrow();
        awaitRepair(before);
        assertEquals(repairs + 1, metric("eniguard_certificate_repairs_total"));
        Await.that(
                "an Event reports the repair",
                () -> admin.kubectl("get", "events.events.k8s.io", "--namespace=" + NAMESPACE)
                        .orThrow()
                        .contains("secret/eniguard-tls"),
                this::logs);
    }

    @Test
    void aDamagedCertificateIsRepairedWithoutAFailedReview() throws Exception {
        String before = field("tls.crt");
        String authority = field("ca.crt");
        admin.kubectl(
                        "patch",
                        "secret",
                        "eniguard-tls",
                        "--namespace=" + NAMESPACE,
                        "--type=merge",
                        "--patch={\"data\":{\"tls.key\":\"\"}}")
                .orThrow();
        awaitRepair(before);
        assertEquals(authority, field("ca.crt"), "the CA needs no repair");
    }

    @Test
    void noKeyAppearsInTheLogOrInHealth() throws Exception {
        String text = logs() + other.management("/q/metrics").body();
        for (String name : List.of("ca.key", "tls.key")) {
            String pem = new String(Base64.getDecoder().decode(field(name)), StandardCharsets.US_ASCII);
            pem.lines().filter(line -> !line.startsWith("-----")).forEach(line -> assertFalse(text.contains(line)));
        }
        assertFalse(text.contains("PRIVATE KEY"));
    }
}
