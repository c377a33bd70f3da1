package io.eniguard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eniguard.admission.WebhookConfigurations;
import io.eniguard.admission.WebhookTarget;
import io.eniguard.demo.CommandOutput;
import io.eniguard.demo.KubeUser;
import io.eniguard.demo.LocalApiServer;
import io.eniguard.envtest.RealApiServer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * eniguard behind a real API server, as people, kubelets and controllers meet it. In order, as a cluster's life is: it starts without
 * any ENIConfig.
 */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String VPC = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 4000}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 10.20.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 10.20.0.0/16, CidrBlockState: {State: associated}}, {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: []}
            """;

    private final LocalApiServer cluster;
    private final KubeUser admin;
    private final Path folder;

    private ServerProcess server;

    ClusterIT(LocalApiServer cluster, @TempDir Path folder) throws IOException {
        this.cluster = cluster;
        this.admin = cluster.admin();
        this.folder = folder;
    }

    @BeforeAll
    void install() throws Exception {
        Files.writeString(folder.resolve("vpc.yaml"), VPC);
        apply(awsNode("true"));
        server = ServerProcess.start(
                folder, Map.of("KUBECONFIG", admin.kubeconfig().toString()), options());
        apply(new WebhookConfigurations(
                        new WebhookTarget.Url(URI.create(server.url())),
                        Optional.of(Base64.getEncoder()
                                .encodeToString(
                                        server.authority().certificatePem().getBytes(UTF_8))),
                        true)
                .yaml());
        awaitThat(
                "the webhook is called",
                () -> !dryRun(eniConfig("canary", "subnet-0a1b2c3d4e5f60719")).succeeded());
    }

    private String[] options() {
        return new String[] {"--vpc", folder.resolve("vpc.yaml").toString(), "--cluster", "kube"};
    }

    @AfterAll
    void remove() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        admin.kubectl("delete", "eniconfigs", "--all");
        admin.kubectl("delete", "daemonset", "aws-node", "--namespace=kube-system");
        server.close();
    }

    private static String awsNode(String customNetworking) {
        return """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: aws-node, namespace: kube-system}
                spec:
                  selector: {matchLabels: {k8s-app: aws-node}}
                  template:
                    metadata: {labels: {k8s-app: aws-node}}
                    spec:
                      containers:
                      - name: aws-node
                        image: aws-node
                        env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "%s"}]
                """.formatted(customNetworking);
    }

    private static String eniConfig(String name, String subnet) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: %s, securityGroups: [sg-0123456789abcdef0]}
                """.formatted(name, subnet);
    }

    private static String node(String name, String zone) {
        return """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, node.kubernetes.io/instance-type: m5.large}}
                spec: {providerID: "aws:///%s/i-0123456789abcdef0"}
                """.formatted(name, zone);
    }

    private CommandOutput apply(String manifest) throws IOException, InterruptedException {
        CommandOutput output = admin.kubectlWithInput(manifest, "apply", "--filename=-");
        output.orThrow();
        return output;
    }

    private CommandOutput dryRun(String manifest) throws IOException, InterruptedException {
        return admin.kubectlWithInput(manifest, "apply", "--dry-run=server", "--filename=-");
    }

    private KubeUser registered(String name) throws IOException, InterruptedException {
        KubeUser kubelet = cluster.kubelet(name);
        kubelet.kubectlWithInput(node(name, "us-west-2a"), "create", "--filename=-")
                .orThrow();
        return kubelet;
    }

    private String labelOf(String node) throws IOException, InterruptedException {
        return admin.kubectl(
                        "get", "node", node, "--output=jsonpath={.metadata.labels.k8s\\.amazonaws\\.com/eniConfig}")
                .orThrow();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void awaitThat(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                fail("still not so: " + what);
            }
            // Asking without a pause would take the processors from those who are waited for.
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Test
    @Order(1)
    void theFirstEniConfigOfAClusterIsAdmitted() throws Exception {
        assertEquals("", admin.kubectl("get", "eniconfigs", "--output=name").orThrow());
        assertTrue(apply(eniConfig("us-west-2a", "subnet-0a1b2c3d4e5f60718")).succeeded());
    }

    @Test
    @Order(2)
    void aPersonReadsWhyAnEniConfigIsRefused() throws Exception {
        CommandOutput output =
                admin.kubectlWithInput(eniConfig("us-west-2b", "subnet-0a1b2c3d4e5f60719"), "apply", "--filename=-");
        assertFalse(output.succeeded());
        assertTrue(
                output.err()
                        .contains(
                                "admission webhook \"eniconfigs.validate.eniguard.io\" denied the request: [subnet-cidr]"
                                        + " subnet-0a1b2c3d4e5f60719 (10.20.0.0/20, us-west-2b) overlaps the private block"
                                        + " 10.0.0.0/8. Fix: "),
                output.err());
    }

    @Test
    @Order(3)
    void aWarningIsShownAndTheObjectStored() throws Exception {
        CommandOutput output = apply("""
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: us-west-2a-bare}
                spec: {subnet: subnet-0a1b2c3d4e5f60718}
                """);
        assertTrue(output.err().contains("Warning: [eniconfig-shape]"), output.err());
        admin.kubectl("delete", "eniconfig", "us-west-2a-bare").orThrow();
    }

    @Test
    @Order(4)
    void aNodeIsLabelledWhenItsKubeletRegistersIt() throws Exception {
        awaitThat("eniguard has seen the ENIConfig", () -> {
            CommandOutput output = admin.kubectlWithInput(
                    node("cl-probe", "us-west-2a"), "create", "--dry-run=server", "--output=yaml", "--filename=-");
            return output.out().contains("k8s.amazonaws.com/eniConfig: us-west-2a");
        });
        registered("cl-labelled");
        assertEquals("us-west-2a", labelOf("cl-labelled"));
    }

    @Test
    @Order(5)
    void aKubeletCannotMoveItsOwnNode() throws Exception {
        KubeUser kubelet = registered("cl-mover");
        HttpResponse<String> answer = kubelet.request(
                "PATCH",
                "/api/v1/nodes/cl-mover/status",
                STRATEGIC,
                "{\"metadata\":{\"labels\":{\"k8s.amazonaws.com/eniConfig\":\"us-west-2b\"}}}");
        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("[node-relabel]"), answer.body());
        assertEquals("us-west-2a", labelOf("cl-mover"));
    }

    @Test
    @Order(6)
    void aKubeletsOwnNumberOfPodsIsClampedEachTimeItIsWritten() throws Exception {
        KubeUser kubelet = registered("cl-clamped");
        for (int heartbeat = 0; heartbeat < 3; heartbeat++) {
            HttpResponse<String> answer = kubelet.request(
                    "PATCH",
                    "/api/v1/nodes/cl-clamped/status",
                    STRATEGIC,
                    "{\"status\":{\"capacity\":{\"pods\":\"110\",\"cpu\":\"%d\"},\"allocatable\":{\"pods\":\"110\"}}}"
                            .formatted(heartbeat + 1));
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(
                    "20 20",
                    admin.kubectl(
                                    "get",
                                    "node",
                                    "cl-clamped",
                                    "--output=jsonpath={.status.capacity.pods} {.status.allocatable.pods}")
                            .orThrow());
        }
    }

    @Test
    @Order(7)
    void aMissingMaxPodsIsFilledInAndCommentsStay() throws Exception {
        apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kubelet, namespace: default, labels: {node.kubernetes.io/instance-type: m5.large}}
                data:
                  config.yaml: |
                    # ours
                    apiVersion: kubelet.config.k8s.io/v1beta1
                    kind: KubeletConfiguration
                    cgroupDriver: systemd  # as the runtime
                """);
        String stored = admin.kubectl("get", "configmap", "kubelet", "--output=jsonpath={.data.config\\.yaml}")
                .orThrow();
        assertTrue(stored.contains("maxPods: 20"), stored);
        assertTrue(stored.contains("# ours") && stored.contains("# as the runtime"), stored);
    }

    @Test
    @Order(8)
    void anEniConfigInUseCannotBeDeletedNotEvenWithAllOthers() throws Exception {
        for (String which : List.of("us-west-2a", "--all")) {
            CommandOutput output = admin.kubectl("delete", "eniconfig", which);
            assertFalse(output.succeeded());
            assertTrue(output.err().contains("[eniconfig-in-use]"), output.err());
        }
    }

    @Test
    @Order(9)
    void aTypedClientIsToldTheSame() throws Exception {
        try (KubernetesClient client = admin.client()) {
            Node node = client.nodes().withName("cl-labelled").get();
            node.getMetadata().getLabels().put("k8s.amazonaws.com/eniConfig", "nowhere");
            try {
                client.resource(node).update();
                fail("stored");
            } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
                assertEquals(403, e.getCode());
                assertTrue(String.valueOf(e.getMessage()).contains("[node-resolves]"), e.getMessage());
            }
        }
    }

    @Test
    @Order(10)
    void aSwitchOnAwsNodeCountsWithinTwoSeconds() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (String on : List.of("false", "true", "false", "true", "false", "true")) {
            apply(awsNode(on));
            long changed = System.nanoTime();
            awaitThat("custom networking is " + on, () -> on.equals("true") == isLabelledIfCreated("cl-switch"));
            took.add(Duration.ofNanos(System.nanoTime() - changed));
        }
        assertTrue(took.stream().allMatch(each -> each.compareTo(SOON) < 0), () -> "took " + took);
    }

    /** Asked without kubectl, whose own start takes longer than what is measured. */
    private boolean isLabelledIfCreated(String node) throws IOException, InterruptedException {
        return admin.request("POST", "/api/v1/nodes?dryRun=All", "application/yaml", node(node, "us-west-2a"))
                .body()
                .contains("k8s.amazonaws.com/eniConfig");
    }

    /** NodeRestriction lets a kubelet set its zone; that the label comes along must not make the API server refuse it. */
    @Test
    @Order(11)
    void aKubeletThatTellsItsZoneLaterIsLabelledThen() throws Exception {
        KubeUser kubelet = cluster.kubelet("cl-later");
        kubelet.kubectlWithInput(node("cl-later", "us-west-2a").replaceAll("spec: .*", ""), "create", "--filename=-")
                .orThrow();
        assertEquals("", labelOf("cl-later"));
        HttpResponse<String> answer = kubelet.request(
                "PATCH",
                "/api/v1/nodes/cl-later",
                STRATEGIC,
                "{\"metadata\":{\"labels\":{\"topology.kubernetes.io/zone\":\"us-west-2a\"}}}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("us-west-2a", labelOf("cl-later"));
    }

    @Test
    @Order(12)
    void aNewEniConfigCountsWithinTwoSeconds() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (String name : List.of("late-1", "late-2", "late-3")) {
            assertFalse(isAllowedIfItNames(name), "there is no such ENIConfig yet");
            apply(eniConfig(name, "subnet-0a1b2c3d4e5f60718"));
            long changed = System.nanoTime();
            awaitThat(name + " counts", () -> isAllowedIfItNames(name));
            took.add(Duration.ofNanos(System.nanoTime() - changed));
            admin.kubectl("delete", "eniconfig", name).orThrow();
        }
        assertTrue(took.stream().allMatch(each -> each.compareTo(SOON) < 0), () -> "took " + took);
    }

    private boolean isAllowedIfItNames(String eniConfig) throws IOException, InterruptedException {
        String node = node("cl-late", "us-west-2a")
                .replace("labels: {", "labels: {k8s.amazonaws.com/eniConfig: " + eniConfig + ", ");
        HttpResponse<String> answer = admin.request("POST", "/api/v1/nodes?dryRun=All", "application/yaml", node);
        assertTrue(answer.statusCode() == 201 || answer.body().contains("[node-resolves]"), answer.body());
        return answer.statusCode() == 201;
    }

    @Test
    @Order(13)
    void whileItIsDownNodesRegisterAndEniConfigsWait() throws Exception {
        server.stop();
        registered("cl-orphan");
        assertEquals("", labelOf("cl-orphan"));
        CommandOutput refused = dryRun(eniConfig("us-west-2c", "subnet-0a1b2c3d4e5f60718"));
        assertFalse(refused.succeeded());
        assertTrue(refused.err().contains("failed calling webhook \"eniconfigs.validate.eniguard.io\""), refused.err());
        server = server.restart(options());
        awaitThat(
                "ENIConfigs can be written",
                () -> dryRun(eniConfig("us-west-2c", "subnet-0a1b2c3d4e5f60718"))
                        .succeeded());
    }

    @Test
    @Order(14)
    void aRestartUnderLoadFailsNoNode() throws Exception {
        AtomicBoolean restarted = new AtomicBoolean();
        List<CompletableFuture<Integer>> writers = List.of(writer("a", restarted), writer("b", restarted));
        server = server.restart(options());
        restarted.set(true);
        for (CompletableFuture<Integer> writer : writers) {
            assertTrue(writer.get() > 0, "no node was written meanwhile");
        }
    }

    /** Registers nodes without a pause until told to stop; how many. Fails with the first one that is refused. */
    private CompletableFuture<Integer> writer(String name, AtomicBoolean stop) {
        return CompletableFuture.supplyAsync(() -> {
            int written = 0;
            try (KubernetesClient client = admin.client()) {
                while (!stop.get()) {
                    client.load(new java.io.ByteArrayInputStream(node("cl-load-" + name + written, "us-west-2a")
                                    .getBytes(UTF_8)))
                            .create();
                    written++;
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return written;
        });
    }
}
