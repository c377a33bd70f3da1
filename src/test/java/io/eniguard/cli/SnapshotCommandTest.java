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

    /** In a file, the faults of an invalid policy would be errors of each {@code check}. */
    @Test
    void validPoliciesAreSavedAndDecideTheSame() throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), """
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: lenient, uid: 2ad63e2c, resourceVersion: "7", managedFields: [{manager: kubectl}]}
                spec: {rules: [{id: subnet-exists, action: Audit}]}
                status: {violations: 3}
                ---
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: faulty}
                spec: {rules: [{id: subnet-exist, action: Audit}]}
                """);
        Path saved = folder.resolve("saved.json");
        CommandRun run = snapshot("--cluster", cluster.toString(), "-o", saved.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.err()
                        .contains("the policy faulty of the cluster is invalid: the policy has no effect:"
                                + " spec.rules[0].id: \"subnet-exist\" is not the id of a rule"),
                run.err());
        String text = Files.readString(saved);
        assertTrue(text.contains("lenient"), text);
        for (String left : List.of("faulty", "uid", "managedFields", "resourceVersion", "violations")) {
            assertFalse(text.contains(left), text);
        }

        Path eniConfig = Files.writeString(folder.resolve("eniconfig.yaml"), """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: us-west-2a}
                spec: {subnet: subnet-0123456789abcdef0}
                """);
        CommandRun check =
                CommandRun.with(Map.of(), "check", eniConfig.toString(), "--vpc", VPC, "--cluster", saved.toString());
        assertTrue(check.out().contains("ENIConfig/us-west-2a: audit [subnet-exists] "), check.out());
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
