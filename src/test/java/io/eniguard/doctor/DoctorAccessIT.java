package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code doctor} without access to the cluster, and with the rights of different users. */
@InstalledEniguard
class DoctorAccessIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** The additional time that a new JVM needs to start on a busy machine. */
    private static final Duration START = Duration.ofSeconds(15);

    private final Path folder;
    private final InstalledCluster cluster;

    DoctorAccessIT(InstalledCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Test
    void withoutAClusterAwsIsStillExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", "/nonexistent");
        Examination run = Examination.of(environment);

        run.assertExitCode(1);
        run.assertLine("problem  kubernetes +not examined: there is no kubeconfig.*\n +Fix: point KUBECONFIG ");
        run.assertLine(
                "ok       vpc +%s \\(10\\.20\\.0\\.0/16, 100\\.64\\.0\\.0/16, 100\\.65\\.0\\.0/16\\), from EKS' description"
                        .formatted(cluster.vpc().id()));
    }

    @Test
    void withoutAnyAnswerNothingIsExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", "/nonexistent");
        environment.remove("AWS_ACCESS_KEY_ID");
        Examination run = Examination.of(environment);

        run.assertExitCode(3);
        Examination.of(environment, "--fail-on", "unknown").assertExitCode(1);
    }

    @Test
    void anApiServerThatNeverAnswersDoesNotExceedTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = cluster.environment();
            environment.put("KUBECONFIG", kubeconfig("https://127.0.0.1:" + silent.getLocalPort()));
            long start = System.nanoTime();
            Examination run = Examination.of(environment);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            run.assertExitCode(1);
            run.assertLine(
                    "problem  kubernetes +not examined: https://127.0.0.1:%d: no answer within .*\n +Fix: raise --timeout"
                            .formatted(silent.getLocalPort()));
            run.assertLine("ok       credentials +arn:aws:");
            assertTrue(took.compareTo(START.plus(TIMEOUT)) < 0, took::toString);
        }
    }

    private String kubeconfig(String url) throws IOException {
        return Files.writeString(folder.resolve("silent.kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(url))
                .toString();
    }

    @Test
    void aUserWithoutRightsGetsAProblemAndTheRightsThatAreMissing() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", cluster.api().user("nobody").kubeconfig().toString());
        Examination run = Examination.of(environment);

        run.assertExitCode(1);
        run.assertLine("problem  kubernetes +not examined: .*\n +Fix: use a kubeconfig whose user has the rights ");
        run.assertLine(
                "unknown  objects +the cluster cannot be read: .*forbidden.*\n +Fix: give the user of the kubeconfig list on"
                        + " eniconfigs.crd.k8s.amazonaws.com; k8s/README.md");
        run.assertLine("unknown  webhooks +unknown whether the webhooks are registered: .*forbidden.*\n +Fix: give ");
        run.assertLine(
                "unknown  certificate +the serving certificate cannot be read: .*forbidden.*\n +Fix: give .* get on secrets in ");
    }

    @Test
    void theRightsThatTheDocumentationListsSuffice() throws Exception {
        Examination run = Examination.of(environmentOf("reader", "nodepools, ec2nodeclasses"), "--fail-on", "unknown");
        run.assertExitCode(0);
    }

    @Test
    void aKindThatMayNotBeListedLeavesTheRest() throws Exception {
        Examination run = Examination.of(environmentOf("half-a-reader", "ec2nodeclasses"));
        run.assertExitCode(0);
        run.assertLine("ok       custom networking +on, ");
        run.assertLine("ok       zones +each zone with nodes ");
        run.assertLine("unknown  objects +.* reviewed: 0 denied.*; NodePools and EC2NodeClasses were not reviewed:"
                + " .*forbidden.*\n +Fix: give the user of the kubeconfig list on nodepools.karpenter.sh");
    }

    /**
     * Returns the environment of a user with limited rights.
     *
     * @param karpenter the kinds of Karpenter that the user may list
     */
    private Map<String, String> environmentOf(String user, String karpenter) throws Exception {
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %1$s}
                rules:
                  - {apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations, mutatingwebhookconfigurations], verbs: [get]}
                  - {apiGroups: [""], resources: [nodes], verbs: [list]}
                  - {apiGroups: [crd.k8s.amazonaws.com], resources: [eniconfigs], verbs: [list]}
                  - {apiGroups: [karpenter.sh, karpenter.k8s.aws], resources: [%2$s], verbs: [list]}
                  - {apiGroups: [apps], resources: [daemonsets, deployments], verbs: [list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %1$s, namespace: eniguard}
                rules:
                  - {apiGroups: [""], resources: [secrets, pods, pods/proxy], verbs: [get]}
                  - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s, namespace: eniguard}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
                """.formatted(user, karpenter));
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", cluster.api().user(user).kubeconfig().toString());
        return environment;
    }
}
