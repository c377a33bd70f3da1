package io.eniguard.registration;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.LocalApiServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which requests for objects other than nodes an API server sends to eniguard with both rendered configurations. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectMatchConditionsIT {

    private final RecordedWebhooks webhooks;

    ObjectMatchConditionsIT(LocalApiServer server) throws IOException {
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kubelet-yaml   | {"kubelet.yaml": "apiVersion: kubelet.config.k8s.io/v1beta1\\nkind:   'KubeletConfiguration'\\n"}
            kubelet-json   | {"a": "b", "kubelet.json": "{\\"kind\\":\\"KubeletConfiguration\\"}"}
            node-config    | {"user-data": "Content-Type: application/node.eks.aws\\n\\nkind: NodeConfig\\n"}
            """)
    void configMapsWithAKubeletConfigurationArrive(String name, String data) throws Exception {
        webhooks.kubectl(configMap("mc-" + name, data), "create", "--filename=-");
        webhooks.kubectl("", "label", "configmap", "mc-" + name, "a=b");

        webhooks.assertCalls(
                "mc-" + name,
                "/mutate CREATE configmaps",
                "/validate CREATE configmaps",
                "/mutate UPDATE configmaps",
                "/validate UPDATE configmaps");
    }

    @Test
    void configMapsWithoutAKubeletConfigurationDoNotArrive() throws Exception {
        webhooks.kubectl(configMap("mc-other", "{\"a\": \"b\", \"kind\": \"\"}"), "create", "--filename=-");
        webhooks.kubectl("", "create", "configmap", "mc-empty");
        webhooks.kubectl("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "mc-binary", "namespace": "default"}, "binaryData": {"a": "AAAA"}}""", "create", "--filename=-");

        webhooks.assertCalls("mc-other");
        webhooks.assertCalls("mc-empty");
        webhooks.assertCalls("mc-binary");
    }

    @Test
    void theFullestConfigMapStaysWithinTheBudget() throws Exception {
        int mebibyte = 1 << 20;
        String word = "KubeletConfiguration";
        webhooks.kubectl(
                configMap("mc-full", "{\"a\": \"%s\"}".formatted("x".repeat(mebibyte - word.length()) + word)),
                "create",
                "--filename=-");

        webhooks.assertCalls("mc-full", "/mutate CREATE configmaps", "/validate CREATE configmaps");
    }

    @Test
    void onlyTheDaemonSetAwsNodeOfKubeSystemArrives() throws Exception {
        webhooks.kubectl(daemonSet("kube-system", "mc-proxy"), "create", "--filename=-");
        webhooks.kubectl(daemonSet("default", "aws-node"), "create", "--filename=-", "--dry-run=server");
        webhooks.assertCalls("mc-proxy");
        webhooks.assertCalls("aws-node");

        webhooks.kubectl(daemonSet("kube-system", "aws-node"), "create", "--filename=-", "--dry-run=server");
        webhooks.assertCalls("aws-node", "/validate CREATE daemonsets");
    }

    @Test
    void eachWriteOfAnEniConfigArrives() throws Exception {
        webhooks.kubectl("""
                {"apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig", "metadata": {"name": "mc-eni"}, "spec": {"subnet": "subnet-0123456789abcdef0"}}""", "create", "--filename=-");
        webhooks.kubectl("", "label", "eniconfig", "mc-eni", "a=b");
        webhooks.kubectl("", "delete", "eniconfig", "mc-eni");

        webhooks.assertCalls(
                "mc-eni", "/validate CREATE eniconfigs", "/validate UPDATE eniconfigs", "/validate DELETE eniconfigs");
    }

    @Test
    void karpentersKindsArrive() throws Exception {
        webhooks.kubectl("""
                {"apiVersion": "karpenter.k8s.aws/v1", "kind": "EC2NodeClass", "metadata": {"name": "mc-class"},
                 "spec": {"role": "r", "amiSelectorTerms": [{"alias": "al2023@latest"}], "subnetSelectorTerms": [{"id": "subnet-0123456789abcdef0"}],
                          "securityGroupSelectorTerms": [{"id": "sg-0123456789abcdef0"}]}}""", "create", "--filename=-");
        webhooks.kubectl("""
                {"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "mc-pool"},
                 "spec": {"template": {"spec": {"nodeClassRef": {"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": "mc-class"},
                          "requirements": [{"key": "node.kubernetes.io/instance-type", "operator": "In", "values": ["m5.large"]}]}}}}""", "create", "--filename=-");

        webhooks.assertCalls("mc-class", "/validate CREATE ec2nodeclasses");
        webhooks.assertCalls("mc-pool", "/validate CREATE nodepools");
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
