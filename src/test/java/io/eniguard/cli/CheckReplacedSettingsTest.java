package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@code check} compares the aws-node of a file with the aws-node of the cluster. */
class CheckReplacedSettingsTest {

    private static final String AWS_NODE = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec:
              template:
                spec:
                  containers:
                    - name: aws-node
                      env:
                        - {name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "%s"}
            """;

    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata: {name: ip-1, labels: {k8s.amazonaws.com/eniConfig: pods}}
            ---
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: pods}
            spec: {subnet: subnet-00000000000000aaa, securityGroups: [sg-00000000000000aaa]}
            """;

    private final Path folder;

    CheckReplacedSettingsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void turningCustomNetworkingOffIsAChangeOfTheClustersSettings() throws IOException {
        assertEquals(
                List.of("custom networking is turned off while 1 node (ip-1) uses an ENIConfig"),
                warnings("true", "false"));
    }

    @Test
    void aNewDaemonSetIsAChangeOfTheDefaults() throws IOException {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("node.yaml"), NODE);
        assertEquals(List.of("custom networking is turned on while 1 node (ip-1) runs"), warnings(cluster, "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void unchangedSettingsAreNotReported(String value) throws IOException {
        assertEquals(List.of(), warnings(value, value));
    }

    @Test
    void theSameSettingsAreReportedIfTheClusterHasNoEniConfig() throws IOException {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("aws-node.yaml"), AWS_NODE.formatted("true"));
        Files.writeString(cluster.resolve("node.yaml"), NODE.replaceFirst("(?s)---.*", ""));
        assertEquals(
                List.of("custom networking is on without ENIConfigs, so 1 node (ip-1) gets no more addresses for pods"),
                warnings(cluster, "true"));
    }

    @Test
    void nodesInTheFilesDoNotRunYet() throws IOException {
        Files.writeString(folder.resolve("node.yaml"), NODE);
        Files.writeString(folder.resolve("aws-node.yaml"), AWS_NODE.formatted("true"));
        assertEquals(List.of(), warnings(CommandRun.of("check", folder.toString())));
    }

    private List<String> warnings(String before, String after) throws IOException {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("aws-node.yaml"), AWS_NODE.formatted(before));
        Files.writeString(cluster.resolve("node.yaml"), NODE);
        return warnings(cluster, after);
    }

    private List<String> warnings(Path cluster, String after) throws IOException {
        Path file = Files.writeString(folder.resolve("in.yaml"), AWS_NODE.formatted(after));
        return warnings(CommandRun.of("check", file.toString(), "--cluster", cluster.toString()));
    }

    private static List<String> warnings(CommandRun run) {
        return run.out()
                .lines()
                .filter(line -> line.contains("[cni-change]"))
                .map(line -> line.replaceAll(".*\\[cni-change] |\\. Fix.*", ""))
                .toList();
    }
}
