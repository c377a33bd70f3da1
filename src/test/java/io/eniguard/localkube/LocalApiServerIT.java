package io.eniguard.localkube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Tests the features that other tests and the demo rely on: users with their rights, CRDs, the audit log and restarts. */
@RealApiServer
class LocalApiServerIT {

    private static final String WHO_AM_I = "jsonpath={.status.userInfo.username} {.status.userInfo.groups}";

    private final LocalApiServer server;

    LocalApiServerIT(LocalApiServer server) {
        this.server = server;
    }

    @Test
    void anAdminCreatesAnEniConfigThatOutlivesARestart() throws Exception {
        server.admin()
                .kubectlWithInput(eniConfig("restart-1a"), "create", "--filename=-")
                .orThrow();
        String urlBefore = server.url();

        server.restart();

        assertEquals(urlBefore, server.url());
        assertEquals(
                "subnet-0123456789abcdef0",
                server.admin()
                        .kubectl("get", "eniconfig", "restart-1a", "--output=jsonpath={.spec.subnet}")
                        .orThrow());
    }

    @Test
    void karpentersKindsAreServed() throws Exception {
        // Other tests share the API server, so there may be objects of these kinds.
        CommandOutput listed = server.admin().kubectl("get", "ec2nodeclasses,nodepools", "--output=name");

        assertEquals(0, listed.exitCode(), listed::err);
    }

    @Test
    void aKubeletCreatesItsNodeAndNoOther() throws Exception {
        KubeUser kubelet = server.kubelet("ip-10-0-1-23.eu-west-1.compute.internal");

        CommandOutput own =
                kubelet.kubectlWithInput(node("ip-10-0-1-23.eu-west-1.compute.internal"), "create", "--filename=-");
        CommandOutput other =
                kubelet.kubectlWithInput(node("ip-10-0-1-24.eu-west-1.compute.internal"), "create", "--filename=-");

        assertEquals("node/ip-10-0-1-23.eu-west-1.compute.internal created\n", own.orThrow());
        assertEquals(1, other.exitCode());
        assertTrue(other.err().contains("is not allowed to modify node"), other.err());
    }

    @Test
    void aKubeletPatchesItsNodesStatusInOneRequest() throws Exception {
        KubeUser kubelet = server.kubelet("status-1");
        kubelet.kubectlWithInput(node("status-1"), "create", "--filename=-").orThrow();

        HttpResponse<String> answer = kubelet.request(
                "PATCH", "/api/v1/nodes/status-1/status", "application/strategic-merge-patch+json", """
                {"status": {"capacity": {"pods": "20"}}}""");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "20",
                server.admin()
                        .kubectl("get", "node", "status-1", "--output=jsonpath={.status.capacity.pods}")
                        .orThrow());
    }

    @Test
    void aKubeletMayNotWriteAnEniConfig() throws Exception {
        CommandOutput refused =
                server.kubelet("writer-1").kubectlWithInput(eniConfig("writer-1a"), "create", "--filename=-");

        assertTrue(refused.err().contains("Forbidden"), refused.err());
    }

    @Test
    void awsNodeIsItsServiceAccountAndReadsEniConfigs() throws Exception {
        KubeUser awsNode = server.awsNode();

        assertEquals(
                "system:serviceaccount:kube-system:aws-node "
                        + "[\"system:serviceaccounts\",\"system:serviceaccounts:kube-system\",\"system:authenticated\"]",
                awsNode.kubectl("auth", "whoami", "--output=" + WHO_AM_I).orThrow());
        assertTrue(awsNode.kubectl("get", "eniconfigs").succeeded());
        HttpResponse<String> list =
                awsNode.request("GET", "/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs", "application/json", "");
        assertEquals(200, list.statusCode(), list.body());
        CommandOutput refused = awsNode.kubectlWithInput(eniConfig("aws-node-1a"), "create", "--filename=-");
        assertTrue(refused.err().contains("Forbidden"), refused.err());
    }

    @Test
    void aUserIsInTheGroupsOfItsCertificateAndMayDoNothing() throws Exception {
        KubeUser jane = server.user("jane", "developers");

        assertEquals(
                "jane [\"developers\",\"system:authenticated\"]",
                jane.kubectl("auth", "whoami", "--output=" + WHO_AM_I).orThrow());
        assertFalse(jane.kubectl("get", "nodes").succeeded());
    }

    @Test
    void theKubernetesClientAcceptsTheKubeconfig() throws Exception {
        try (KubernetesClient client = server.admin().client()) {
            assertEquals(
                    "kube-system",
                    client.namespaces()
                            .withName("kube-system")
                            .get()
                            .getMetadata()
                            .getName());
        }
    }

    @Test
    void theAuditLogContainsUsersAndActions() throws Exception {
        server.kubelet("audited-1")
                .kubectlWithInput(node("audited-1"), "create", "--filename=-")
                .orThrow();

        // The API server writes this entry before it replies.
        assertTrue(Files.readAllLines(server.auditLog()).stream()
                .anyMatch(event -> event.contains("\"verb\":\"create\"")
                        && event.contains("\"username\":\"system:node:audited-1\"")));
    }

    private static String eniConfig(String name) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0]}
                """.formatted(name);
    }

    private static String node(String name) {
        return """
                apiVersion: v1
                kind: Node
                metadata: {name: %s}
                """.formatted(name);
    }
}
