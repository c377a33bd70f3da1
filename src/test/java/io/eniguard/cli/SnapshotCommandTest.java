package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCommandTest {

    private static final String VPC = "examples/vpc";
    private static final String CLUSTER = "examples/cluster";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSnapshotOfASnapshotIsTheSame() throws IOException {
        CommandRun first = snapshot("--vpc", VPC, "--cluster", CLUSTER, "-o", folder + "/first/");
        assertEquals(0, first.exitCode(), first.err());
        Path vpc = folder.resolve("first/vpc.json");
        Path cluster = folder.resolve("first/cluster.json");
        snapshot("--vpc", vpc.toString(), "--cluster", cluster.toString(), "-o", folder + "/second/");

        assertEquals(Files.readString(vpc), Files.readString(folder.resolve("second/vpc.json")));
        assertEquals(Files.readString(cluster), Files.readString(folder.resolve("second/cluster.json")));
    }

    @Test
    void aCheckWithASnapshotReportsTheSame() {
        snapshot("--vpc", VPC, "--cluster", CLUSTER, "-o", folder + "/");
        String wrong = "examples/wrong";
        CommandRun against = CommandRun.with(
                Map.of(), "check", wrong, "--vpc", folder + "/vpc.json", "--cluster", folder + "/cluster.json");

        CommandRun live = CommandRun.with(Map.of(), "check", wrong, "--vpc", VPC, "--cluster", CLUSTER);
        assertEquals(live.out().replace(VPC, "VPC"), against.out().replace(folder + "/vpc.json", "VPC"));
    }

    @Test
    void possibleSecretsAreNotSaved() throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {password: hunter2}}
                - apiVersion: karpenter.k8s.aws/v1
                  kind: EC2NodeClass
                  metadata:
                    name: general
                    managedFields: [{manager: hunter2}]
                    annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"userData":"hunter2"}}'}
                  spec: {userData: hunter2, kubelet: {maxPods: 20}}
                - apiVersion: v1
                  kind: Node
                  metadata: {name: n, annotations: {example.com/token: hunter2, example.com/pods: us-west-2a}}
                - apiVersion: apps/v1
                  kind: DaemonSet
                  metadata: {name: aws-node, namespace: kube-system}
                  spec:
                    template:
                      spec:
                        containers:
                        - name: aws-node
                          env:
                          - {name: HTTPS_PROXY, value: "http://user:hunter2@proxy"}
                          - {name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}
                          - {name: ENI_CONFIG_ANNOTATION_DEF, value: example.com/pods}
                """);
        CommandRun run = snapshot("--cluster", cluster.toString());
        assertAll(
                () -> assertEquals(0, run.exitCode(), run.err()),
                () -> assertFalse(run.out().contains("hunter2"), run.out()),
                () -> assertTrue(run.out().contains("maxPods"), run.out()),
                () -> assertTrue(run.out().contains("\"example.com/pods\": \"us-west-2a\""), run.out()),
                () -> assertTrue(run.out().contains("CUSTOM_NETWORK_CFG"), run.out()));
    }

    @Test
    void theFlagsOfUserDataThatRulesReadAreSaved() throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), """
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: general}
                spec:
                  userData: |
                    apiVersion: node.eks.aws/v1alpha1
                    kind: NodeConfig
                    spec:
                      kubelet:
                        config: {podsPerCore: 10}
                        flags: [--node-labels=k8s.amazonaws.com/eniConfig=pods, --max-pods=110, --token=hunter2]
                """);
        Path saved = folder.resolve("saved.json");
        assertEquals(
                0,
                snapshot("--cluster", cluster.toString(), "-o", saved.toString())
                        .exitCode());
        String text = Files.readString(saved);
        assertFalse(text.contains("hunter2"), text);
        for (String flag :
                List.of("--node-labels=k8s.amazonaws.com/eniConfig=pods", "--max-pods=110", "--pods-per-core=10")) {
            assertTrue(text.contains(flag), text);
        }
        CommandRun again = snapshot("--cluster", saved.toString());
        assertEquals(text, again.out());
    }

    @Test
    void aSnapshotContainsItsTimeOnlyOnRequest() {
        assertFalse(snapshot("--vpc", VPC).out().contains("asOf"));
        assertTrue(snapshot("--vpc", VPC, "--dated").out().contains("asOf"));
    }

    @Test
    void twoFilesNeedAFolder() {
        CommandRun run = snapshot("--vpc", VPC, "--cluster", CLUSTER);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("Fix: name a folder"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aCallWithoutSourcesIsWrongUsage() {
        CommandRun run = snapshot();
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--vpc SRC, --cluster SRC or both"), run.err());
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = snapshot("--vpc", VPC, "-o", file + "/vpc.json");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(file + "/vpc.json: cannot be written"), run.err());
    }

    private static CommandRun snapshot(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "snapshot";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.with(Map.of(), all);
    }
}
