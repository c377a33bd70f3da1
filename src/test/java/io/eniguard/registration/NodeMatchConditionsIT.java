package io.eniguard.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which requests for nodes an API server sends to eniguard with both rendered configurations. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeMatchConditionsIT {

    private final RecordedWebhooks webhooks;

    NodeMatchConditionsIT(LocalApiServer server) throws IOException {
        this.webhooks = new RecordedWebhooks(server);
    }

    @BeforeAll
    void register() throws Exception {
        webhooks.register();
    }

    @AfterAll
    void takeDown() throws Exception {
        webhooks.takeDown();
    }

    @Test
    void aNewNodeIsSeenByBoth() throws Exception {
        KubeUser kubelet = webhooks.server().kubelet("mc-new");
        kubelet.kubectlWithInput(RecordedWebhooks.node("mc-new"), "create", "--filename=-")
                .orThrow();

        webhooks.assertCalls("mc-new", "/mutate CREATE nodes", "/validate CREATE nodes");
    }

    @Test
    void heartbeatsNeverArrive() throws Exception {
        KubeUser kubelet = webhooks.registered("mc-heartbeat");
        RecordedWebhooks.patchStatus(kubelet, "mc-heartbeat", """
                {"status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z"}],
                            "addresses": [{"type": "InternalIP", "address": "10.0.1.23"}]}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-heartbeat", """
                {"status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:10Z"}]}}""");

        webhooks.assertCalls("mc-heartbeat");
    }

    @Test
    void labelsAndAnnotationsThatComeWithTheStatusAreValidated() throws Exception {
        KubeUser kubelet = webhooks.registered("mc-status");
        RecordedWebhooks.patchStatus(kubelet, "mc-status", """
                {"metadata": {"labels": {"k8s.amazonaws.com/eniConfig": "eu-west-1b"}}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-status", """
                {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": "eu-west-1b"}}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-status", """
                {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": null}}}""");

        webhooks.assertCalls(
                "mc-status",
                "/validate UPDATE nodes/status",
                "/validate UPDATE nodes/status",
                "/validate UPDATE nodes/status");
    }

    @Test
    void onlyAChangedNumberOfPodsIsClamped() throws Exception {
        KubeUser kubelet = webhooks.registered("mc-pods");
        RecordedWebhooks.patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "58"}, "allocatable": {"pods": "58"}}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "58", "cpu": "2"}, "allocatable": {"pods": "58", "cpu": "2"}}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-pods", """
                {"status": {"allocatable": {"pods": "57"}}}""");
        RecordedWebhooks.patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "57"}}}""");

        webhooks.assertCalls(
                "mc-pods", "/mutate UPDATE nodes/status", "/mutate UPDATE nodes/status", "/mutate UPDATE nodes/status");
    }

    @Test
    void cordonsAndTaintsDoNotArrive() throws Exception {
        webhooks.registered("mc-cordon");
        webhooks.kubectl("", "cordon", "mc-cordon");
        webhooks.kubectl("", "taint", "node", "mc-cordon", "a=b:NoSchedule");

        webhooks.assertCalls("mc-cordon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            label      | {"metadata": {"labels": {"topology.kubernetes.io/zone": "eu-west-1a"}}}
            annotation | {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": "eu-west-1a"}}}
            provider   | {"spec": {"providerID": "aws:///eu-west-1a/i-0123456789abcdef0"}}
            """)
    void nodeUpdatesArriveWhenAValueThatRulesReadIsFirstSet(String part, String patch) throws Exception {
        String name = "mc-first-" + part;
        webhooks.kubectl(
                "{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"metadata\": {\"name\": \"%s\"}}".formatted(name),
                "create",
                "--filename=-");
        webhooks.kubectl("", "patch", "node", name, "--type=strategic", "--patch=" + patch);

        webhooks.assertCalls(
                name,
                "/mutate CREATE nodes",
                "/validate CREATE nodes",
                "/mutate UPDATE nodes",
                "/validate UPDATE nodes");
    }

    @Test
    void theRemovalOfTheLastLabelArrives() throws Exception {
        webhooks.registered("mc-unlabel");
        webhooks.kubectl("", "label", "node", "mc-unlabel", "kubernetes.io/hostname-");

        webhooks.assertCalls("mc-unlabel", "/mutate UPDATE nodes", "/validate UPDATE nodes");
    }

    @Test
    void awsNodesOwnUpdatesDoNotArrive() throws Exception {
        webhooks.registered("mc-aws-node");
        KubeUser awsNode = webhooks.server().awsNode();
        // aws-node had these rights until v1.15.0.
        webhooks.kubectl("", "create", "clusterrole", "mc-aws-node", "--verb=update,patch", "--resource=nodes");
        webhooks.kubectl(
                "",
                "create",
                "clusterrolebinding",
                "mc-aws-node",
                "--clusterrole=mc-aws-node",
                "--serviceaccount=kube-system:aws-node");

        HttpResponse<String> answer =
                awsNode.request("PATCH", "/api/v1/nodes/mc-aws-node", RecordedWebhooks.MERGE, """
                {"metadata": {"labels": {"vpc.amazonaws.com/has-trunk-attached": "true"}}}""");

        assertEquals(200, answer.statusCode(), answer.body());
        webhooks.assertCalls("mc-aws-node");
    }
}
