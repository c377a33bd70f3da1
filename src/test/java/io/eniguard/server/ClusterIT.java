package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tests eniguard behind a real API server with requests of people, kubelets and controllers. The tests run in order, like the life of a
 * cluster that starts without any ENIConfig.
 */
@WithGuardedCluster
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final String STRATEGIC = "application/strategic-merge-patch+json";

    private final GuardedCluster guarded;
    private final KubeUser admin;

    ClusterIT(GuardedCluster guarded) {
        this.guarded = guarded;
        this.admin = guarded.admin();
    }

    @Test
    @Order(1)
    void theFirstEniConfigOfAClusterIsAdmitted() throws Exception {
        assertEquals("", admin.kubectl("get", "eniconfigs", "--output=name").orThrow());
        assertTrue(guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET))
                .succeeded());
    }

    @Test
    @Order(2)
    void kubectlShowsTheReasonForADenial() throws Exception {
        CommandOutput output = admin.kubectlWithInput(
                GuardedCluster.eniConfig("us-west-2b", GuardedCluster.NODE_SUBNET), "apply", "--filename=-");
        assertFalse(output.succeeded());
        assertTrue(
                output.err()
                        .contains(
                                "admission webhook \"eniconfigs.validate.eniguard.io\" denied the request: ENIConfig us-west-2b:"
                                        + " [subnet-cidr] subnet-0a1b2c3d4e5f60719 (10.20.0.0/20, us-west-2b) overlaps the private block"
                                        + " 10.0.0.0/8. Fix: "),
                output.err());
    }

    @Test
    @Order(3)
    void aWarningIsShownAndTheObjectStored() throws Exception {
        CommandOutput output = guarded.apply("""
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
        guarded.awaitThat("eniguard has seen the ENIConfig", () -> {
            CommandOutput output = admin.kubectlWithInput(
                    GuardedCluster.node("cl-probe", "us-west-2a"),
                    "create",
                    "--dry-run=server",
                    "--output=yaml",
                    "--filename=-");
            return output.out().contains("k8s.amazonaws.com/eniConfig: us-west-2a");
        });
        guarded.registered("cl-labelled");
        assertEquals("us-west-2a", guarded.labelOf("cl-labelled"));
    }

    @Test
    @Order(5)
    void aKubeletCannotMoveItsOwnNode() throws Exception {
        KubeUser kubelet = guarded.registered("cl-mover");
        HttpResponse<String> answer = kubelet.request(
                "PATCH",
                "/api/v1/nodes/cl-mover/status",
                STRATEGIC,
                "{\"metadata\":{\"labels\":{\"k8s.amazonaws.com/eniConfig\":\"us-west-2b\"}}}");
        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("[node-relabel]"), answer.body());
        assertEquals("us-west-2a", guarded.labelOf("cl-mover"));
    }

    /** NodeRestriction lets a kubelet set all of these labels, including labels that take its node out of custom networking. */
    @Test
    @Order(5)
    void aKubeletCannotMoveItsOwnNodeByAnotherKindOfNode() throws Exception {
        KubeUser kubelet = guarded.registered("cl-escaping");
        Map<String, String> kinds = Map.of(
                "eks.amazonaws.com/compute-type", "fargate", "kubernetes.io/os", "windows", "kubernetes.io/arch", "x");
        for (String path : List.of("/api/v1/nodes/cl-escaping", "/api/v1/nodes/cl-escaping/status")) {
            for (Map.Entry<String, String> kind : kinds.entrySet()) {
                String leaving = "\"%s\":\"%s\"".formatted(kind.getKey(), kind.getValue());
                isRefused(kubelet, path, leaving + ",\"k8s.amazonaws.com/eniConfig\":\"us-west-2b\"");
                isRefused(kubelet, path, leaving);
            }
        }
        // An administrator takes this node out of custom networking, and the kubelet must not be able to bring it back.
        admin.kubectl("label", "node", "cl-escaping", "eks.amazonaws.com/compute-type=auto")
                .orThrow();
        isRefused(kubelet, "/api/v1/nodes/cl-escaping", "\"eks.amazonaws.com/compute-type\":null");
        // A kubelet may still change labels that neither NodeRestriction nor eniguard protects.
        HttpResponse<String> answer = kubelet.request(
                "PATCH", "/api/v1/nodes/cl-escaping", STRATEGIC, "{\"metadata\":{\"labels\":{\"team\":\"blue\"}}}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("us-west-2a", guarded.labelOf("cl-escaping"));
    }

    private static void isRefused(KubeUser kubelet, String path, String labels) throws Exception {
        HttpResponse<String> answer =
                kubelet.request("PATCH", path, STRATEGIC, "{\"metadata\":{\"labels\":{%s}}}".formatted(labels));
        assertEquals(403, answer.statusCode(), labels + ": " + answer.body());
        assertTrue(answer.body().contains("[node-relabel]"), answer.body());
    }

    @Test
    @Order(6)
    void aKubeletsOwnNumberOfPodsIsClampedEachTimeItIsWritten() throws Exception {
        KubeUser kubelet = guarded.registered("cl-clamped");
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
        guarded.apply("""
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
    void aTypedClientGetsTheSameReason() throws Exception {
        try (KubernetesClient client = admin.client()) {
            Node node = client.nodes().withName("cl-labelled").get();
            node.getMetadata().getLabels().put("k8s.amazonaws.com/eniConfig", "nowhere");
            try {
                client.resource(node).update();
                fail("stored");
            } catch (KubernetesClientException e) {
                assertEquals(403, e.getCode());
                assertTrue(String.valueOf(e.getMessage()).contains("[node-resolves]"), e.getMessage());
            }
        }
    }

    /**
     * NodeRestriction lets a kubelet set the zone of its node. The API server must not refuse this request because of the label that
     * eniguard adds.
     */
    @Test
    @Order(10)
    void aNodeThatGetsItsZoneLaterIsLabelledThen() throws Exception {
        KubeUser kubelet = guarded.cluster().kubelet("cl-later");
        kubelet.kubectlWithInput(
                        GuardedCluster.node("cl-later", "us-west-2a").replaceAll("spec: .*", ""),
                        "create",
                        "--filename=-")
                .orThrow();
        assertEquals("", guarded.labelOf("cl-later"));
        HttpResponse<String> answer = kubelet.request(
                "PATCH",
                "/api/v1/nodes/cl-later",
                STRATEGIC,
                "{\"metadata\":{\"labels\":{\"topology.kubernetes.io/zone\":\"us-west-2a\"}}}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("us-west-2a", guarded.labelOf("cl-later"));
    }
}
