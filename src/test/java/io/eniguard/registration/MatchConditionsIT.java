package io.eniguard.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.envtest.RecordingWebhook;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which requests the API server sends to eniguard with both rendered configurations, and which ones it does not. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatchConditionsIT {

    private static final String MERGE = "application/strategic-merge-patch+json";

    private final LocalApiServer server;
    private final KubeUser admin;
    private final RecordingWebhook webhook;

    MatchConditionsIT(LocalApiServer server) throws IOException {
        this.server = server;
        this.admin = server.admin();
        this.webhook = RecordingWebhook.start(server.authority().issueServing(List.of("127.0.0.1")));
    }

    @BeforeAll
    void register() throws Exception {
        WebhookConfigurations configurations = new WebhookConfigurations(
                new WebhookTarget.Url(URI.create("https://127.0.0.1:" + webhook.port())),
                Optional.of(Base64.getEncoder()
                        .encodeToString(server.authority().certificatePem().getBytes(UTF_8))),
                true);
        kubectl(configurations.yaml(), "apply", "--server-side", "--validate=strict", "--filename=-");
        // Each configuration takes effect some milliseconds after the API server's answer.
        Await.that(
                "both webhooks are called",
                () -> {
                    kubectl(node("canary"), "create", "--dry-run=server", "--filename=-");
                    return webhook.callsFor("canary").stream()
                                    .map(RecordingWebhook.Call::path)
                                    .distinct()
                                    .count()
                            == 2;
                },
                () -> webhook.callsFor("canary").toString());
    }

    @AfterAll
    void takeDown() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        webhook.close();
    }

    @Test
    void aNewNodeIsSeenByBoth() throws Exception {
        KubeUser kubelet = server.kubelet("mc-new");
        kubelet.kubectlWithInput(node("mc-new"), "create", "--filename=-").orThrow();

        assertCalls("mc-new", "/mutate CREATE nodes", "/validate CREATE nodes");
    }

    @Test
    void heartbeatsNeverArrive() throws Exception {
        KubeUser kubelet = registered("mc-heartbeat");
        patchStatus(kubelet, "mc-heartbeat", """
                {"status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z"}],
                            "addresses": [{"type": "InternalIP", "address": "10.0.1.23"}]}}""");
        patchStatus(kubelet, "mc-heartbeat", """
                {"status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:10Z"}]}}""");

        assertCalls("mc-heartbeat");
    }

    @Test
    void labelsAndAnnotationsThatComeWithTheStatusAreValidated() throws Exception {
        KubeUser kubelet = registered("mc-status");
        patchStatus(kubelet, "mc-status", """
                {"metadata": {"labels": {"k8s.amazonaws.com/eniConfig": "eu-west-1b"}}}""");
        patchStatus(kubelet, "mc-status", """
                {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": "eu-west-1b"}}}""");
        patchStatus(kubelet, "mc-status", """
                {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": null}}}""");

        assertCalls(
                "mc-status",
                "/validate UPDATE nodes/status",
                "/validate UPDATE nodes/status",
                "/validate UPDATE nodes/status");
    }

    @Test
    void onlyAChangedNumberOfPodsIsClamped() throws Exception {
        KubeUser kubelet = registered("mc-pods");
        patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "58"}, "allocatable": {"pods": "58"}}}""");
        patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "58", "cpu": "2"}, "allocatable": {"pods": "58", "cpu": "2"}}}""");
        patchStatus(kubelet, "mc-pods", """
                {"status": {"allocatable": {"pods": "57"}}}""");
        patchStatus(kubelet, "mc-pods", """
                {"status": {"capacity": {"pods": "57"}}}""");

        assertCalls(
                "mc-pods", "/mutate UPDATE nodes/status", "/mutate UPDATE nodes/status", "/mutate UPDATE nodes/status");
    }

    @Test
    void cordonsAndTaintsDoNotArrive() throws Exception {
        registered("mc-cordon");
        kubectl("", "cordon", "mc-cordon");
        kubectl("", "taint", "node", "mc-cordon", "a=b:NoSchedule");

        assertCalls("mc-cordon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            label      | {"metadata": {"labels": {"topology.kubernetes.io/zone": "eu-west-1a"}}}
            annotation | {"metadata": {"annotations": {"k8s.amazonaws.com/eniConfig": "eu-west-1a"}}}
            provider   | {"spec": {"providerID": "aws:///eu-west-1a/i-0123456789abcdef0"}}
            """)
    void nodeUpdatesArriveWhenAValueThatRulesReadIsFirstSet(String part, String patch) throws Exception {
        String name = "mc-first-" + part;
        kubectl(
                "{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"metadata\": {\"name\": \"%s\"}}".formatted(name),
                "create",
                "--filename=-");
        kubectl("", "patch", "node", name, "--type=strategic", "--patch=" + patch);

        assertCalls(
                name,
                "/mutate CREATE nodes",
                "/validate CREATE nodes",
                "/mutate UPDATE nodes",
                "/validate UPDATE nodes");
    }

    @Test
    void theRemovalOfTheLastLabelArrives() throws Exception {
        registered("mc-unlabel");
        kubectl("", "label", "node", "mc-unlabel", "kubernetes.io/hostname-");

        assertCalls("mc-unlabel", "/mutate UPDATE nodes", "/validate UPDATE nodes");
    }

    @Test
    void awsNodesOwnUpdatesDoNotArrive() throws Exception {
        registered("mc-aws-node");
        KubeUser awsNode = server.awsNode();
        // aws-node had these rights until v1.15.0.
        kubectl("", "create", "clusterrole", "mc-aws-node", "--verb=update,patch", "--resource=nodes");
        kubectl(
                "",
                "create",
                "clusterrolebinding",
                "mc-aws-node",
                "--clusterrole=mc-aws-node",
                "--serviceaccount=kube-system:aws-node");

        HttpResponse<String> answer = awsNode.request("PATCH", "/api/v1/nodes/mc-aws-node", MERGE, """
                {"metadata": {"labels": {"vpc.amazonaws.com/has-trunk-attached": "true"}}}""");

        assertEquals(200, answer.statusCode(), answer.body());
        assertCalls("mc-aws-node");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kubelet-yaml   | {"kubelet.yaml": "apiVersion: kubelet.config.k8s.io/v1beta1\\nkind:   'KubeletConfiguration'\\n"}
            kubelet-json   | {"a": "b", "kubelet.json": "{\\"kind\\":\\"KubeletConfiguration\\"}"}
            node-config    | {"user-data": "Content-Type: application/node.eks.aws\\n\\nkind: NodeConfig\\n"}
            """)
    void configMapsWithAKubeletConfigurationArrive(String name, String data) throws Exception {
        kubectl(configMap("mc-" + name, data), "create", "--filename=-");
        kubectl("", "label", "configmap", "mc-" + name, "a=b");

        assertCalls(
                "mc-" + name,
                "/mutate CREATE configmaps",
                "/validate CREATE configmaps",
                "/mutate UPDATE configmaps",
                "/validate UPDATE configmaps");
    }

    @Test
    void configMapsWithoutAKubeletConfigurationDoNotArrive() throws Exception {
        kubectl(configMap("mc-other", "{\"a\": \"b\", \"kind\": \"\"}"), "create", "--filename=-");
        kubectl("", "create", "configmap", "mc-empty");
        kubectl("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "mc-binary", "namespace": "default"}, "binaryData": {"a": "AAAA"}}""", "create", "--filename=-");

        assertCalls("mc-other");
        assertCalls("mc-empty");
        assertCalls("mc-binary");
    }

    @Test
    void theFullestConfigMapStaysWithinTheBudget() throws Exception {
        int mebibyte = 1 << 20;
        String word = "KubeletConfiguration";
        kubectl(
                configMap("mc-full", "{\"a\": \"%s\"}".formatted("x".repeat(mebibyte - word.length()) + word)),
                "create",
                "--filename=-");

        assertCalls("mc-full", "/mutate CREATE configmaps", "/validate CREATE configmaps");
    }

    @Test
    void onlyTheDaemonSetAwsNodeOfKubeSystemArrives() throws Exception {
        kubectl(daemonSet("kube-system", "mc-proxy"), "create", "--filename=-");
        kubectl(daemonSet("default", "aws-node"), "create", "--filename=-", "--dry-run=server");
        assertCalls("mc-proxy");
        assertCalls("aws-node");

        kubectl(daemonSet("kube-system", "aws-node"), "create", "--filename=-", "--dry-run=server");
        assertCalls("aws-node", "/validate CREATE daemonsets");
    }

    @Test
    void eachWriteOfAnEniConfigArrives() throws Exception {
        kubectl("""
                {"apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig", "metadata": {"name": "mc-eni"}, "spec": {"subnet": "subnet-0123456789abcdef0"}}""", "create", "--filename=-");
        kubectl("", "label", "eniconfig", "mc-eni", "a=b");
        kubectl("", "delete", "eniconfig", "mc-eni");

        assertCalls(
                "mc-eni", "/validate CREATE eniconfigs", "/validate UPDATE eniconfigs", "/validate DELETE eniconfigs");
    }

    @Test
    void karpentersKindsArrive() throws Exception {
        kubectl("""
                {"apiVersion": "karpenter.k8s.aws/v1", "kind": "EC2NodeClass", "metadata": {"name": "mc-class"},
                 "spec": {"role": "r", "amiSelectorTerms": [{"alias": "al2023@latest"}], "subnetSelectorTerms": [{"id": "subnet-0123456789abcdef0"}],
                          "securityGroupSelectorTerms": [{"id": "sg-0123456789abcdef0"}]}}""", "create", "--filename=-");
        kubectl("""
                {"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "mc-pool"},
                 "spec": {"template": {"spec": {"nodeClassRef": {"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": "mc-class"},
                          "requirements": [{"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["m5.large"]}]}}}}""", "create", "--filename=-");

        assertCalls("mc-class", "/validate CREATE ec2nodeclasses");
        assertCalls("mc-pool", "/validate CREATE nodepools");
    }

    /** Registers a node and drops the recorded calls of its creation. */
    private KubeUser registered(String name) throws Exception {
        KubeUser kubelet = server.kubelet(name);
        kubelet.kubectlWithInput(node(name), "create", "--filename=-").orThrow();
        assertCalls(name, "/mutate CREATE nodes", "/validate CREATE nodes");
        webhook.forget(name);
        return kubelet;
    }

    private static void patchStatus(KubeUser kubelet, String node, String patch) throws Exception {
        HttpResponse<String> answer = kubelet.request("PATCH", "/api/v1/nodes/" + node + "/status", MERGE, patch);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private void assertCalls(String name, String... expected) {
        assertEquals(
                List.of(expected),
                webhook.callsFor(name).stream()
                        .map(call -> "%s %s %s".formatted(call.path(), call.operation(), call.resource()))
                        .toList());
    }

    private void kubectl(String stdin, String... arguments) throws Exception {
        admin.kubectlWithInput(stdin, arguments).orThrow();
    }

    private static String node(String name) {
        return """
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s", "labels": {"kubernetes.io/hostname": "%s"}}}""".formatted(name, name);
    }

    private static String configMap(String name, String data) {
        return """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s", "namespace": "default"}, "data": %s}""".formatted(name, data);
    }

    private static String daemonSet(String namespace, String name) {
        return """
                {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"namespace": "%s", "name": "%s"},
                 "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}},
                          "spec": {"containers": [{"name": "c", "image": "c"}]}}}}""".formatted(namespace, name);
    }
}
