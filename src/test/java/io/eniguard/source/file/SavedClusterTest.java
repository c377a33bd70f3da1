package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which objects {@code snapshot} saves. */
class SavedClusterTest {

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
