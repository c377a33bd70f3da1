package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.certs.Rotation;
import io.eniguard.certs.TrustedBundles;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.NamedObject;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the rounds of replicas that keep their certificates in a Secret, with a real API server. */
@RealApiServer
class CertificateRoundIT {

    private static final String NAMESPACE = "certificate-round";
    private static final String CONFIGURATION = "certificate-round";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KubeUser admin;
    private final KubernetesClient client;
    private long nanos;

    CertificateRoundIT(LocalApiServer server) throws IOException {
        this.admin = server.admin();
        this.client = admin.client();
    }

    @BeforeEach
    void create() throws Exception {
        admin.kubectl("create", "namespace", NAMESPACE);
        for (String kind : List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")) {
            admin.kubectlWithInput("""
                            apiVersion: admissionregistration.k8s.io/v1
                            kind: %s
                            metadata: {name: %s}
                            webhooks:
                            - name: one.example.com
                              clientConfig: {url: "https://127.0.0.1:1/one"}
                              admissionReviewVersions: [v1]
                              sideEffects: None
                              failurePolicy: Ignore
                              rules: [{apiGroups: [none.example.com], apiVersions: [v1], operations: [CREATE], resources: [nones]}]
                            """.formatted(kind, CONFIGURATION), "apply", "--filename=-")
                    .orThrow();
        }
    }

    @AfterEach
    void delete() throws Exception {
        admin.kubectl("delete", "secret", "eniguard-tls", "--namespace=" + NAMESPACE, "--ignore-not-found");
        admin.kubectl("delete", "validatingwebhookconfiguration", CONFIGURATION);
        admin.kubectl("delete", "mutatingwebhookconfiguration", CONFIGURATION);
        client.close();
    }

    /** A replica that records what it would serve. */
    private final class Replica implements CertificateRound.Effects {
        private final List<Rotation.Change> changes = new ArrayList<>();
        private final CertificateRound round;
        private @Nullable X509Certificate served;
        private boolean isLeader;

        Replica(boolean isLeader) {
            this.isLeader = isLeader;
            ApiRequests requests = new ApiRequests(client);
            String base = "/apis/admissionregistration.k8s.io/v1/";
            this.round = new CertificateRound(
                    new CertificateRound.Objects(
                            new NamedObject(
                                    requests, "/api/v1/namespaces/" + NAMESPACE + "/secrets", "eniguard-tls", LIMIT),
                            List.of(
                                    new NamedObject(
                                            requests, base + "validatingwebhookconfigurations", CONFIGURATION, LIMIT),
                                    new NamedObject(
                                            requests, base + "mutatingwebhookconfigurations", CONFIGURATION, LIMIT))),
                    NAMESPACE,
                    List.of("eniguard." + NAMESPACE + ".svc"),
                    this,
                    () -> this.isLeader,
                    Instant::now,
                    () -> nanos);
        }

        @Override
        public boolean serve(KeyAndCertificate pair, List<X509Certificate> chain) {
            served = pair.certificate();
            assertEquals(2, chain.size());
            return true;
        }

        @Override
        public void nothingToServe(String reason) {
            served = null;
        }

        @Override
        public void wrote(Rotation.Change change, Tree secret) {
            assertTrue(secret.text("metadata", "uid").isPresent(), "an Event needs the uid");
            changes.add(change);
        }

        @Override
        public void registered(String configuration) {
            assertEquals(CONFIGURATION, configuration);
        }
    }

    private void rounds(Replica... replicas) throws IOException {
        for (int i = 0; i < 6; i++) {
            nanos += Duration.ofSeconds(20).toNanos();
            for (Replica replica : replicas) {
                replica.round.run();
            }
        }
    }

    private TrustedBundles bundles() throws IOException, InterruptedException {
        List<String> bundles = new ArrayList<>();
        for (String kind : List.of("validatingwebhookconfiguration", "mutatingwebhookconfiguration")) {
            bundles.add(WebhookBundles.decoded(
                    admin.kubectl("get", kind, CONFIGURATION, "--output=jsonpath={.webhooks[0].clientConfig.caBundle}")
                            .orThrow()));
        }
        return TrustedBundles.of(bundles);
    }

    private String field(String name) throws IOException, InterruptedException {
        return admin.kubectl(
                        "get",
                        "secret",
                        "eniguard-tls",
                        "--namespace=" + NAMESPACE,
                        "--output=jsonpath={.data." + name.replace(".", "\\.") + "}")
                .orThrow();
    }

    private void patch(String data) throws IOException, InterruptedException {
        admin.kubectl(
                        "patch",
                        "secret",
                        "eniguard-tls",
                        "--namespace=" + NAMESPACE,
                        "--type=merge",
                        "--patch={\"data\":{" + data + "}}")
                .orThrow();
    }

    private void assertServedAndTrusted(Replica replica) throws IOException, InterruptedException {
        X509Certificate served = replica.served;
        assertNotEquals(null, served);
        if (served != null) {
            assertTrue(bundles().trust(served, Instant.now()));
        }
    }

    @Test
    void theLeaderWritesAndEveryReplicaServesTheSame() throws Exception {
        Replica leader = new Replica(true);
        Replica follower = new Replica(false);
        follower.round.run();
        assertEquals(null, follower.served, "there is no Secret yet");
        rounds(leader, follower);
        assertServedAndTrusted(leader);
        assertEquals(leader.served, follower.served);
        assertEquals(List.of(Rotation.Change.CREATED), leader.changes);
        assertEquals(List.of(), follower.changes);
    }

    @Test
    void aSecretThatWasDeletedIsRepairedWhileTheOldCertificateIsServed() throws Exception {
        Replica leader = new Replica(true);
        Replica follower = new Replica(false);
        rounds(leader, follower);
        X509Certificate before = follower.served;
        admin.kubectl("delete", "secret", "eniguard-tls", "--namespace=" + NAMESPACE)
                .orThrow();
        rounds(follower);
        assertEquals(before, follower.served);
        assertServedAndTrusted(follower);
        rounds(leader);
        assertServedAndTrusted(follower);
        rounds(follower);
        assertNotEquals(before, follower.served);
        assertServedAndTrusted(follower);
        assertEquals(List.of(Rotation.Change.CREATED, Rotation.Change.REPAIRED), leader.changes);
    }

    @Test
    void damagedFieldsAndBundlesAreRepaired() throws Exception {
        Replica leader = new Replica(true);
        rounds(leader);
        String good = field("tls.crt");
        patch("\"tls.crt\": \"Z2FyYmFnZQ==\"");
        rounds(leader);
        assertEquals(2, leader.changes.size());
        assertNotEquals(good, field("tls.crt"));
        assertServedAndTrusted(leader);

        admin.kubectl(
                        "patch",
                        "mutatingwebhookconfiguration",
                        CONFIGURATION,
                        "--type=json",
                        "--patch=[{\"op\": \"remove\", \"path\": \"/webhooks/0/clientConfig/caBundle\"}]")
                .orThrow();
        rounds(leader);
        assertServedAndTrusted(leader);
        assertEquals(2, leader.changes.size(), "the Secret stays as it is");
    }

    @Test
    void anotherLeaderContinuesWithoutAWrite() throws Exception {
        Replica first = new Replica(true);
        rounds(first);
        first.isLeader = false;
        Replica second = new Replica(true);
        rounds(second, first);
        assertEquals(List.of(), second.changes);
        assertEquals(first.served, second.served);
    }

    @Test
    void aReplicaThatDoesNotLeadWritesNothing() throws Exception {
        Replica follower = new Replica(false);
        rounds(follower);
        assertFalse(admin.kubectl("get", "secret", "eniguard-tls", "--namespace=" + NAMESPACE)
                .succeeded());
    }
}
