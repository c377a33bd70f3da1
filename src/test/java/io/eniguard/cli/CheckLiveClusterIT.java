package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.registration.PolicyDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code check --cluster kube} in a process that finds a real API server through {@code KUBECONFIG}. */
@RealApiServer
class CheckLiveClusterIT {

    private final Path folder;
    private final LocalApiServer cluster;
    private final KubeUser admin;

    CheckLiveClusterIT(LocalApiServer cluster, @TempDir Path folder) throws Exception {
        this.folder = folder;
        this.cluster = cluster;
        admin = cluster.admin();
    }

    @BeforeEach
    void makeAnEniConfig() throws Exception {
        CommandOutput made = admin.kubectlWithInput("""
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: us-west-2a}
                spec: {subnet: subnet-0123456789abcdef0}
                """, "apply", "--filename=-");
        assertTrue(made.succeeded(), made::err);
    }

    @AfterEach
    void removeIt() throws Exception {
        admin.kubectl("delete", "eniconfig", "us-west-2a");
    }

    @Test
    void theObjectsOfTheClusterAreReviewed() throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), "Subnets: []\n");
        CommandOutput run = eniguard(admin.kubeconfig(), "check", "--cluster", "kube", "--vpc", vpc.toString());
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.out().contains("kube:1: ENIConfig/us-west-2a: deny [subnet-exists] "), run::out);
        assertEquals(
                "eniguard: there is no DaemonSet aws-node in the input, so default settings are assumed: custom networking is on, the label is"
                        + " k8s.amazonaws.com/eniConfig, and prefix delegation is unknown",
                run.err().strip());
    }

    @Test
    void theGivenObjectsAreReviewedWithTheCluster() throws Exception {
        Path node = Files.writeString(
                folder.resolve("node.yaml"),
                "{apiVersion: v1, kind: Node, metadata: {name: n, labels: {k8s.amazonaws.com/eniConfig: us-west-2a}}}");
        CommandOutput run = eniguard(admin.kubeconfig(), "check", node.toString(), "--cluster", "kube");
        assertEquals(0, run.exitCode(), run::out);
        assertEquals(1, eniguard(admin.kubeconfig(), "check", node.toString()).exitCode());
    }

    @Test
    void anUnreachableClusterIsReportedInOneLine() throws Exception {
        Path nowhere = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {token: t}}]
                """);
        CommandOutput run = eniguard(nowhere, "check", "--cluster", "kube");
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("kube: the cluster cannot be read: "), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
    }

    /** Between the two snapshots, the node sends a heartbeat. The heartbeat changes nothing that a rule reads. */
    @Test
    void repeatedSnapshotsAreEqualAndLeadToTheSameVerdicts() throws Exception {
        admin.kubectlWithInput("""
                apiVersion: v1
                kind: Node
                metadata: {name: snapped, labels: {topology.kubernetes.io/zone: us-west-2b}, annotations: {example.com/token: hunter2}}
                spec: {providerID: "aws:///us-west-2b/i-0123456789abcdef0"}
                """, "apply", "--filename=-").orThrow();
        try {
            String first = snapshot("first");
            admin.kubectl("patch", "node", "snapped", "--subresource=status", """
                    --patch={"status": {"conditions": [{"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-01T00:00:00Z"}]}}""")
                    .orThrow();
            assertEquals(first, snapshot("second"));
            assertTrue(first.contains("\"snapped\""), first);
            assertFalse(first.contains("hunter2") || first.contains("managedFields"), first);

            Path saved = folder.resolve("first/cluster.json");
            CommandOutput live = eniguard(admin.kubeconfig(), "check", "--cluster", "kube", "-o", "json");
            CommandOutput read = eniguard(admin.kubeconfig(), "check", "--cluster", saved.toString(), "-o", "json");
            assertEquals(withoutSource(live.out()), withoutSource(read.out()));
            assertTrue(live.out().contains("snapped"), live::out);
        } finally {
            admin.kubectl("delete", "node", "snapped").orThrow();
        }
    }

    @Test
    void thePoliciesOfTheClusterAreUsedAndWrongOnesAreSkipped() throws Exception {
        admin.kubectlWithInput(PolicyDefinition.yaml(), "apply", "--server-side", "--filename=-")
                .orThrow();
        try {
            admin.kubectl("wait", "--for=condition=Established", "crd/customnetworkingpolicies.eniguard.io")
                    .orThrow();
            apply("lenient", "{rules: [{id: subnet-exists, action: Audit}]}");
            apply("wrong", "{rules: [{id: subnet-exist, action: Off}]}");
            Path vpc = Files.writeString(folder.resolve("vpc.yaml"), "Subnets: []\n");
            String[] check = {"check", "--cluster", "kube", "--vpc", vpc.toString()};

            CommandOutput run = eniguard(admin.kubeconfig(), check);
            assertTrue(run.out().contains("ENIConfig/us-west-2a: audit [subnet-exists] "), run::out);
            assertTrue(
                    run.err()
                            .contains(
                                    "eniguard: warning: the policy wrong of the cluster is invalid: the policy has no effect:"
                                            + " spec.rules[0].id: \"subnet-exist\" is not the id of a rule. Fix: did you mean subnet-exists?"),
                    run::err);

            assertTrue(snapshot("policies").contains("lenient"));
            CommandOutput saved = eniguard(
                    admin.kubeconfig(),
                    "check",
                    "--cluster",
                    folder.resolve("policies/cluster.json").toString(),
                    "--vpc",
                    vpc.toString());
            assertTrue(saved.out().contains("ENIConfig/us-west-2a: audit [subnet-exists] "), saved::out);

            CommandOutput refused = eniguard(reader().kubeconfig(), check);
            assertTrue(refused.out().contains("ENIConfig/us-west-2a: deny [subnet-exists] "), refused::out);
            assertTrue(refused.err().contains("eniguard: the policies of the cluster are not used: "), refused::err);

            CommandOutput explained = eniguard(
                    admin.kubeconfig(),
                    "explain",
                    "eniconfig",
                    "us-west-2a",
                    "--cluster",
                    "kube",
                    "--vpc",
                    vpc.toString());
            assertTrue(
                    explained.out().contains("The policy lenient sets the rule subnet-exists to audit"),
                    explained::out);
            assertEquals(0, explained.exitCode(), explained::err);
        } finally {
            admin.kubectl("delete", "crd", "customnetworkingpolicies.eniguard.io")
                    .orThrow();
        }
    }

    private void apply(String policy, String spec) throws Exception {
        admin.kubectlWithInput("""
                apiVersion: eniguard.io/v1alpha1
                kind: CustomNetworkingPolicy
                metadata: {name: %s}
                spec: %s
                """.formatted(policy, spec), "apply", "--filename=-")
                .orThrow();
    }

    /** Returns a user who may list everything that rules read, but no policies. */
    private KubeUser reader() throws Exception {
        admin.kubectlWithInput("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: check-reader}
                rules:
                  - {apiGroups: [""], resources: [nodes], verbs: [list]}
                  - {apiGroups: [crd.k8s.amazonaws.com], resources: [eniconfigs], verbs: [list]}
                  - {apiGroups: [karpenter.sh, karpenter.k8s.aws, eks.amazonaws.com], resources: ["*"], verbs: [list]}
                  - {apiGroups: [apps], resources: [daemonsets, deployments], verbs: [list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: check-reader}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: check-reader}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: check-reader}]
                """, "apply", "--filename=-").orThrow();
        return cluster.user("check-reader");
    }

    private String snapshot(String name) throws Exception {
        CommandOutput run =
                eniguard(admin.kubeconfig(), "snapshot", "--cluster", "kube", "-o", folder.resolve(name) + "/");
        assertEquals(0, run.exitCode(), run::err);
        return Files.readString(folder.resolve(name).resolve("cluster.json"));
    }

    /** Removes the source of each object and sorts the lines, because the order of objects in the two reports may differ. */
    private static List<String> withoutSource(String report) {
        return report.lines()
                .filter(line -> !line.contains("\"file\"") && !line.contains("\"line\""))
                .sorted()
                .toList();
    }

    private static CommandOutput eniguard(Path kubeconfig, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./eniguard"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return new CommandOutput(process.exitValue(), out, err);
    }
}
