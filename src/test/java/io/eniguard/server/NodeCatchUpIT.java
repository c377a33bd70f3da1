package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.FileTree;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests nodes that registered before the first ENIConfig, with a server that has only the permissions of {@code k8s/}. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeCatchUpIT {

    private static final Duration PROMISED = Duration.ofSeconds(10);

    private static final String WAITING =
            "{type: Ready, status: 'False', reason: KubeletNotReady, message: 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'}";
    private static final String READY =
            "{type: Ready, status: 'True', reason: KubeletReady, message: kubelet is posting ready status}";

    private final KubeUser admin;
    private final Path folder;
    private final ServerProcess server;

    NodeCatchUpIT(LocalApiServer api) throws Exception {
        this.admin = api.admin();
        this.folder = Files.createTempDirectory("eniguard-catch-up-");
        // Other tests may have created the namespace.
        admin.kubectl("create", "namespace", "eniguard");
        giveRights();
        admin.kubectl("delete", "eniconfigs", "--all").orThrow();
        apply(GuardedCluster.awsNode("true"));
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), GuardedCluster.VPC);
        this.server = ServerProcess.start(
                folder,
                Map.of(
                        "KUBECONFIG",
                        api.serviceAccount("eniguard", "eniguard").kubeconfig().toString()),
                "--vpc",
                vpc.toString());
    }

    private void giveRights() throws Exception {
        admin.kubectl("apply", "--filename=" + Path.of("k8s/base/rbac.yaml").toAbsolutePath())
                .orThrow();
    }

    @BeforeAll
    void awaitLeader() throws Exception {
        await(Duration.ofSeconds(60), "the server leads", () -> metric("eniguard_leader 1.0"));
    }

    @AfterEach
    void deleteObjects() throws Exception {
        admin.kubectl("delete", "eniconfigs", "--all");
        admin.kubectl("delete", "nodes", "--selector=late=true");
    }

    @AfterAll
    void delete() throws Exception {
        server.close();
        admin.kubectl("delete", "daemonset", "aws-node", "--namespace=kube-system");
        admin.kubectl("delete", "lease", "eniguard", "--namespace=eniguard");
        FileTree.delete(folder);
    }

    private void apply(String manifest) throws IOException, InterruptedException {
        admin.kubectlWithInput(manifest, "apply", "--filename=-").orThrow();
    }

    private void register(String name, String condition) throws IOException, InterruptedException {
        admin.kubectlWithInput("""
                        apiVersion: v1
                        kind: Node
                        metadata: {name: %s, labels: {late: "true", kubernetes.io/os: linux, kubernetes.io/arch: amd64}}
                        spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
                        status: {conditions: [%s]}
                        """.formatted(name, condition), "create", "--filename=-")
                .orThrow();
    }

    private String label(String node) throws IOException, InterruptedException {
        return admin.kubectl(
                        "get", "node", node, "--output=jsonpath={.metadata.labels.k8s\\.amazonaws\\.com/eniConfig}")
                .orThrow();
    }

    private boolean metric(String line) throws IOException, InterruptedException {
        return server.management("/q/metrics").body().contains("\n" + line);
    }

    private void await(Duration limit, String goal, Await.Look<Boolean> condition)
            throws IOException, InterruptedException {
        Await.within(
                limit,
                goal,
                condition,
                () -> "%s%n%s%n%s"
                        .formatted(
                                admin.kubectl("get", "nodes", "--show-labels").out(),
                                server.management("/q/health/ready").body(),
                                server.log()));
    }

    @Test
    void aWaitingNodeGetsTheLabelOfTheFirstEniConfigAndAReadyNodeIsNotTouched() throws Exception {
        register("late-ready", READY);
        register("late-fresh", "");
        register("late-waiting", WAITING);
        apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));

        await(PROMISED, "the node has the label", () -> label("late-waiting").equals("us-west-2a"));
        await(
                PROMISED,
                "the Event is there",
                () -> admin.kubectl("get", "events", "--namespace=default", "--field-selector=reason=EniConfigLabelSet")
                        .out()
                        .contains("node/late-waiting"));

        // A node that registers now proves that the loop has seen the others again.
        register("late-other", WAITING);
        await(
                PROMISED,
                "the other node has the label",
                () -> label("late-other").equals("us-west-2a"));
        assertEquals("", label("late-ready"));
        assertEquals("", label("late-fresh"));
        assertTrue(metric("eniguard_node_catchup_total{outcome=\"conflict\"} 0.0"));
    }

    @Test
    void withoutThePermissionOnlyTheLabelIsMissing() throws Exception {
        admin.kubectl(
                        "patch",
                        "clusterrole",
                        "eniguard",
                        "--type=json",
                        "--patch=[{\"op\":\"test\",\"path\":\"/rules/2/verbs\",\"value\":[\"get\",\"patch\"]},"
                                + "{\"op\":\"remove\",\"path\":\"/rules/2\"}]")
                .orThrow();
        try {
            register("late-denied", WAITING);
            apply(GuardedCluster.eniConfig("denied", GuardedCluster.POD_SUBNET));
            await(
                    Duration.ofSeconds(30),
                    "the reason is shown",
                    () -> server.management("/q/health/ready")
                            .body()
                            .contains("the label of the node late-denied: nodes \\\"late-denied\\\" is forbidden"));
            assertEquals(200, server.management("/q/health/ready").statusCode());
            assertTrue(metric("eniguard_leader 1.0"));
            await(
                    Duration.ofSeconds(60),
                    "the audit goes on",
                    () -> metric("eniguard_audit_findings{action=\"warn\",kind=\"Node\""));
            assertEquals("", label("late-denied"));
        } finally {
            giveRights();
        }
        await(
                Duration.ofSeconds(100),
                "the node has the label",
                () -> label("late-denied").equals("denied"));
    }
}
