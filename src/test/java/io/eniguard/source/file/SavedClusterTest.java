package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which objects {@code snapshot} saves. */
class SavedClusterTest {

    @Test
    void aDaemonSetOfEveryNodeIsSavedWithoutItsContainers() {
        Map<String, Object> pod = Map.of(
                "hostNetwork",
                true,
                "tolerations",
                List.of(Map.of("operator", "Exists")),
                "containers",
                List.of(Map.of("name", "agent", "env", List.of(Map.of("name", "TOKEN", "value", "secret")))));
        Map<String, Object> daemonSet = Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "DaemonSet",
                "metadata",
                Map.of("namespace", "monitoring", "name", "agent"),
                "spec",
                Map.of("template", Map.of("spec", pod)));
        Tree saved = Tree.of(SavedCluster.document(List.of(Tree.of(daemonSet))));
        assertEquals(1, ClusterSnapshot.of(saved.trees("items")).hostNetworkDaemonSets());
        assertFalse(saved.toString().contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({"value: '1', 1", "value: 'x', 0", "'valueFrom: {secretKeyRef: {name: settings, key: enis}}', "})
    void theSettingsOfKarpenterAreSavedWithoutSecrets(String reserved, @Nullable Integer expected)
            throws YamlSyntaxException {
        Tree deployment =
                Tree.of(YamlReader.readAll("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: karpenter, namespace: karpenter, labels: {app.kubernetes.io/name: karpenter}}
                        spec:
                          template:
                            spec:
                              containers:
                                - name: controller
                                  env:
                                    - {name: TOKEN, value: secret}
                                    - {name: AWS_FEATURE_GATES, value: "Secret=false,NodeClassCEL=false"}
                                    - {name: RESERVED_ENIS, %s}
                        """.formatted(reserved)).get(0).content());
        Tree saved = Tree.of(SavedCluster.document(List.of(deployment)));
        assertFalse(saved.toString().contains("secret"));
        assertEquals(
                Optional.of(
                        new KarpenterSettings(expected == null ? OptionalInt.empty() : OptionalInt.of(expected), true)),
                ClusterSnapshot.of(saved.trees("items")).karpenter());
    }

    @ParameterizedTest
    @CsvSource({"apps/v1, kube-system, 1", "apps/v1, default, 0", "apps.example.com/v1, kube-system, 0"})
    void onlyTheDaemonSetOfTheCniIsSaved(String apiVersion, String namespace, int saved) {
        Tree daemonSet = Tree.of(Map.of(
                "apiVersion",
                apiVersion,
                "kind",
                "DaemonSet",
                "metadata",
                Map.of("namespace", namespace, "name", "aws-node")));
        assertEquals(
                saved,
                Tree.of(SavedCluster.document(List.of(daemonSet))).list("items").size());
    }
}
