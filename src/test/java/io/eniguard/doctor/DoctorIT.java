package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.server.Build;
import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code doctor} in a separate process, with a healthy installation and with installations that have a fault. */
@RealApiServer
@Ec2Emulator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** The additional time that a new JVM takes on a busy machine. */
    private static final Duration START = Duration.ofSeconds(15);

    private final Path folder;
    private final InstalledCluster cluster;

    DoctorIT(Moto moto, @TempDir Path folder) throws Exception {
        this.folder = folder;
        cluster = new InstalledCluster(moto, folder);
    }

    @AfterEach
    void mend() {
        cluster.fair();
    }

    @AfterAll
    void takeDown() throws Exception {
        cluster.close();
    }

    @Test
    void aHealthyInstallationHasNoProblems() throws Exception {
        CommandOutput run = doctor(cluster.environment(), "--fail-on", "unknown");
        assertEquals(0, run.exitCode(), run::out);
        assertEquals("", run.err());
        assertTrue(run.out().endsWith("14 subjects: 14 fine, 0 with problems, 0 with warnings, 0 unknown\n"), run::out);
    }

    @Test
    void aMissingPermissionIsNamed() throws Exception {
        cluster.refuse("ec2:DescribeRouteTables");
        CommandOutput run = doctor(cluster.environment());

        assertEquals(1, run.exitCode(), run::out);
        assertLine(
                run,
                "problem  permissions +1 of 11 are missing: AWS refuses ec2:DescribeRouteTables to"
                        + " arn:aws:iam::123456789012:user/ci\n +Fix: grant them what k8s/iam/policy.json holds");
    }

    @Test
    void aCaThatDidNotSignTheCertificateIsAProblem() throws Exception {
        String configuration = "validatingwebhookconfiguration/eniguard";
        String path = "/webhooks/0/clientConfig/caBundle";
        String before = cluster.kubectl("get", configuration, "--output=jsonpath={.webhooks[0].clientConfig.caBundle}");
        patch(configuration, path, base64(cluster.api().authority().certificatePem()));
        try {
            CommandOutput run = doctor(cluster.environment());
            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  certificate +Secret eniguard-tls: the caBundle of eniconfigs.validate.eniguard.io does not match"
                            + " it: none of its CAs signed the certificate\n +Fix: certs/make-certs.sh");
        } finally {
            patch(configuration, path, before);
        }
    }

    @Test
    void noReadyEndpointIsAProblemAndOneAloneAWarning() throws Exception {
        try {
            cluster.ready(false, false);
            CommandOutput none = doctor(cluster.environment());
            assertEquals(1, none.exitCode(), none::out);
            assertLine(none, "problem  endpoints +0 of 2 ready behind the Service eniguard/eniguard: ");

            cluster.ready(true, false);
            CommandOutput one = doctor(cluster.environment(), "--fail-on", "warn");
            assertEquals(1, one.exitCode(), one::out);
            assertLine(one, "warning  endpoints +1 of 2 ready behind the Service eniguard/eniguard: ");
        } finally {
            cluster.ready(true, true);
        }
    }

    @Test
    void theFixForAClosedPortIsACommand() throws Exception {
        cluster.closePort();
        try {
            CommandOutput run = doctor(cluster.environment());
            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  webhook port +the nodes' security groups \\(%s\\) do not let the cluster's %s in on TCP 9443: .*\n"
                                    .formatted(cluster.nodeGroup(), cluster.clusterGroup())
                            + " +Fix: aws ec2 authorize-security-group-ingress --group-id %s --protocol tcp --port 9443"
                                    .formatted(cluster.nodeGroup())
                            + " --source-group " + cluster.clusterGroup());
        } finally {
            cluster.openPort();
        }
    }

    @Test
    void aPortIsOpenIfItAllowsAnotherGroupOfTheControlPlane() throws Exception {
        cluster.openPortToTheOtherGroup();
        try {
            assertLine(doctor(cluster.environment()), "ok       webhook port +");
        } finally {
            cluster.closePortToTheOtherGroup();
        }
    }

    @Test
    void aWebhookThatIsNotRegisteredIsAProblem() throws Exception {
        cluster.kubectl("delete", "mutatingwebhookconfiguration", "eniguard");
        try {
            CommandOutput run = doctor(cluster.environment());
            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  webhooks +there is no MutatingWebhookConfiguration eniguard\n +Fix: ./eniguard render");
        } finally {
            cluster.kubectl(
                    "apply", "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath());
            cluster.certify("certified-again");
        }
    }

    @Test
    void withoutCredentialsTheClusterIsStillExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.remove("AWS_ACCESS_KEY_ID");
        CommandOutput run = doctor(environment);

        assertEquals(1, run.exitCode(), run::out);
        assertLine(run, "problem  aws +not examined: no AWS credentials: .*\n +Fix: log in again ");
        assertLine(run, "ok       certificate +good until ");
        assertFalse(run.out().contains("webhook port"), run::out);
    }

    @Test
    void withoutAClusterAwsIsStillExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", "/nonexistent");
        CommandOutput run = doctor(environment);

        assertEquals(1, run.exitCode(), run::out);
        assertLine(run, "problem  kubernetes +not examined: there is no kubeconfig.*\n +Fix: point KUBECONFIG ");
        assertLine(
                run,
                "ok       vpc +%s \\(10\\.20\\.0\\.0/16, 100\\.64\\.0\\.0/16, 100\\.65\\.0\\.0/16\\), by EKS' word"
                        .formatted(cluster.vpc().id()));
    }

    @Test
    void withoutAnyAnswerNothingIsExamined() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", "/nonexistent");
        environment.remove("AWS_ACCESS_KEY_ID");
        CommandOutput run = doctor(environment);

        assertEquals(3, run.exitCode(), run::out);
        assertEquals(1, doctor(environment, "--fail-on", "unknown").exitCode());
    }

    @Test
    void anEndpointThatNeverAnswersUsesOnlyPartOfTheTimeout() throws Exception {
        cluster.silence();
        long start = System.nanoTime();
        // A request may then take ten seconds, so waiting for a second one would use up the time.
        CommandOutput run = doctor(cluster.environment(), "--timeout", "30s");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertEquals(1, run.exitCode(), run::out);
        assertLine(
                run,
                "problem  aws +not examined: us-west-2 \\(AWS_REGION\\), no answer .*\n +Fix: raise --timeout \\(now 30s\\)");
        assertLine(run, "ok       webhooks +8 in both configurations");
        assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
    }

    /** Reading tens of thousands of interfaces page by page takes a minute or more. */
    @Test
    void aSlowListDoesNotAffectTheOtherSubjects() throws Exception {
        cluster.silence("ec2:DescribeNetworkInterfaces");
        CommandOutput run = doctor(cluster.environment());

        assertEquals(0, run.exitCode(), run::out);
        assertLine(run, "ok       vpc +" + cluster.vpc().id());
        assertLine(run, "ok       zones +each zone with nodes has an ENIConfig: us-west-2a and us-west-2b");
        assertLine(run, "ok       webhook port +the cluster's ");
        assertLine(run, "unknown  permissions +10 of 11 are granted; unknown are ec2:DescribeNetworkInterfaces: ");
    }

    @Test
    void withoutEksTheVpcComesFromANode() throws Exception {
        cluster.silence("eks:DescribeCluster");
        CommandOutput run = doctor(cluster.environment());

        assertEquals(0, run.exitCode(), run::out);
        assertLine(
                run,
                "ok       vpc +%s .*by a node's instance"
                        .formatted(cluster.vpc().id()));
        assertLine(run, "ok       zones +each zone with nodes ");
        assertLine(run, "unknown  webhook port +");
    }

    @Test
    void anApiServerThatNeverAnswersDoesNotExceedTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = cluster.environment();
            environment.put("KUBECONFIG", kubeconfig("https://127.0.0.1:" + silent.getLocalPort()));
            long start = System.nanoTime();
            CommandOutput run = doctor(environment);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  kubernetes +not examined: https://127.0.0.1:%d: no answer within .*\n +Fix: raise --timeout"
                            .formatted(silent.getLocalPort()));
            assertLine(run, "ok       credentials +arn:aws:");
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
    void aZoneWithANodeAndNoEniConfigIsAWarning() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-d, labels: {topology.kubernetes.io/zone: us-west-2d, k8s.amazonaws.com/eniConfig: us-west-2d}}
                """);
        try {
            CommandOutput run = doctor(cluster.environment(), "--fail-on", "warn");
            assertEquals(1, run.exitCode(), run::out);
            assertLine(run, "warning  zones +no ENIConfig serves us-west-2d, where 1 node runs");
        } finally {
            cluster.kubectl("delete", "node", "node-d");
        }
    }

    @Test
    void aClockThatMakesAwsRefuseSignaturesIsAProblem() throws Exception {
        cluster.awsIsAhead(Duration.ofMinutes(10));
        CommandOutput run = doctor(cluster.environment());

        assertEquals(1, run.exitCode(), run::out);
        assertLine(
                run, "problem  clock +this machine's is (599|600) s behind AWS, in step with the API server\n +Fix: ");
    }

    @Test
    void aUserWithoutRightsGetsAProblemAndTheRightsThatAreMissing() throws Exception {
        Map<String, String> environment = cluster.environment();
        environment.put("KUBECONFIG", cluster.api().user("nobody").kubeconfig().toString());
        CommandOutput run = doctor(environment);

        assertEquals(1, run.exitCode(), run::out);
        assertLine(run, "problem  kubernetes +not examined: .*\n +Fix: use a kubeconfig whose user has the rights ");
        assertLine(
                run,
                "unknown  objects +the cluster cannot be read: .*forbidden.*\n +Fix: give the user of the kubeconfig list on"
                        + " eniconfigs.crd.k8s.amazonaws.com; k8s/README.md");
        assertLine(run, "unknown  webhooks +unknown whether they are registered: .*forbidden.*\n +Fix: give ");
        assertLine(run, "unknown  certificate +it cannot be seen: .*forbidden.*\n +Fix: give .* get on secrets in ");
    }

    @Test
    void theRightsThatTheDocumentationListsSuffice() throws Exception {
        CommandOutput run = doctor(environmentOf("reader", "nodepools, ec2nodeclasses"), "--fail-on", "unknown");
        assertEquals(0, run.exitCode(), run::out);
    }

    @Test
    void aKindThatMayNotBeListedLeavesTheRest() throws Exception {
        CommandOutput run = doctor(environmentOf("half-a-reader", "ec2nodeclasses"));
        assertEquals(0, run.exitCode(), run::out);
        assertLine(run, "ok       custom networking +on, ");
        assertLine(run, "ok       zones +each zone with nodes ");
        assertLine(
                run,
                "unknown  objects +.* reviewed: 0 denied.*; not NodePools and EC2NodeClasses:"
                        + " .*forbidden.*\n +Fix: give the user of the kubeconfig list on nodepools.karpenter.sh");
    }

    /** @param karpenter the kinds of Karpenter that the user may list */
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
                  - {apiGroups: [apps], resources: [daemonsets], verbs: [list]}
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

    @Test
    void aSecretThatIsAbsentIsAProblem() throws Exception {
        cluster.kubectl("delete", "secret", "eniguard-tls", "--namespace=eniguard");
        try {
            CommandOutput run = doctor(cluster.environment());
            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  certificate +there is no Secret eniguard-tls in the namespace eniguard.*\n +Fix: certs/make-certs.sh\n");
        } finally {
            cluster.certify("certified-after-the-loss");
        }
    }

    /** Deletes the webhook configurations, like the emergency procedure does. */
    @Test
    void withoutWebhooksNothingIsSaidToBeRefused() throws Exception {
        cluster.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        cluster.ready(false, false);
        try {
            CommandOutput run = doctor(cluster.environment());
            assertEquals(1, run.exitCode(), run::out);
            assertLine(
                    run,
                    "problem  endpoints +0 of 2 ready .*: nothing is refused, because the API server does not call eniguard\n");
        } finally {
            cluster.ready(true, true);
            cluster.kubectl(
                    "apply", "--filename=" + Path.of("k8s/base/webhooks.yaml").toAbsolutePath());
            cluster.certify("certified-after-the-emergency");
        }
    }

    @Test
    void theCommandOfAFixRepeatsTheOptions() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-e, labels: {topology.kubernetes.io/zone: us-west-2a, k8s.amazonaws.com/eniConfig: none}}
                """);
        try {
            CommandOutput run = doctor(
                    cluster.environment(), "--cluster-name", cluster.vpc().cluster(), "--host-network-pods", "3");
            assertLine(
                    run,
                    "problem  objects .*\n +Fix: see ./eniguard check --cluster kube --vpc ec2 --cluster-name %s --host-network-pods 3\n"
                            .formatted(cluster.vpc().cluster()));
        } finally {
            cluster.kubectl("delete", "node", "node-e");
        }
    }

    @Test
    void jsonIsOneDocumentWithoutSecrets() throws Exception {
        CommandOutput run = doctor(cluster.environment(), "-o", "json");
        assertEquals(0, run.exitCode(), run::out);
        assertTrue(
                run.out().startsWith("{\n  \"apiVersion\": \"eniguard.io/v1alpha1\",\n  \"kind\": \"DoctorReport\",\n"),
                run::out);
        String key = cluster.kubectl(
                "get", "secret", "eniguard-tls", "--namespace=eniguard", "--output=jsonpath={.data.tls\\.key}");
        assertFalse(run.out().contains(key.substring(0, 20)), run::out);
        assertFalse(run.out().contains("PRIVATE"), run::out);
    }

    private void patch(String configuration, String path, String value) throws Exception {
        cluster.kubectl("patch", configuration, "--type=json", """
                --patch=[{"op": "replace", "path": "%s", "value": "%s"}]""".formatted(path, value));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @param expression a regular expression for the start of a line; blanks and line breaks count */
    private static void assertLine(CommandOutput run, String expression) {
        assertTrue(
                Pattern.compile("^" + expression, Pattern.MULTILINE)
                        .matcher(run.out())
                        .find(),
                () -> expression + " is not in\n" + run.out() + run.err());
    }

    private static CommandOutput doctor(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("doctor"));
        command.addAll(List.of(arguments));
        return Build.asked().run(environment, command);
    }
}
