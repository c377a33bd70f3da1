package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@code kubectl apply -k} applies k8s/ to an API server, and tests the rights of the service account. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsIT {

    private final LocalApiServer server;
    private final KubeUser admin;
    private CommandOutput applied = new CommandOutput(1, "", "not run");

    ManifestsIT(LocalApiServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    @BeforeAll
    void install() throws Exception {
        applied = admin.kubectl("apply", "--server-side", "--validate=strict", "--kustomize=" + folder("k8s"));
    }

    /** Removes the webhooks. Otherwise, the API server would refuse ENIConfigs of other tests, because no server answers the webhooks. */
    @AfterAll
    void takeDown() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
    }

    @Test
    void allOfItAppliesWithoutAWarning() {
        assertEquals("", applied.err());
        assertEquals(17, applied.orThrow().lines().count(), applied.out());
    }

    @ParameterizedTest
    @CsvSource({
        "k8s, 17",
        "k8s/overlays/jvm, 17",
        "k8s/overlays/private-management, 17",
        "k8s/overlays/vpc-from-files, 18"
    })
    void overlaysCanBeAppliedLater(String path, int objects) throws Exception {
        CommandOutput again = admin.kubectl(
                "apply", "--server-side", "--validate=strict", "--dry-run=server", "--kustomize=" + folder(path));

        assertEquals("", again.err());
        assertEquals(objects, again.orThrow().lines().count(), again.out());
    }

    @Test
    void aPatchAddsOtherNamespacesOfKubeletConfigurations() throws Exception {
        String rendered = kustomizationOf("## Which ConfigMaps are looked at");

        assertEquals(2, rendered.split("- kube-system\n      - karpenter\n      - infra\n", -1).length - 1, rendered);
    }

    @Test
    void aPatchAddsOtherOptions() throws Exception {
        String rendered = kustomizationOf("## Options of your own");

        assertTrue(rendered.contains("        - --warn-only\n        - --region=eu-central-1\n"), rendered);
        assertTrue(rendered.contains("        - --port=9443\n"), rendered);
    }

    /** Renders the kustomization that k8s/README.md shows below a heading, one folder deeper. */
    private String kustomizationOf(String heading) throws Exception {
        String readme = Files.readString(Path.of("k8s/README.md"));
        String section = readme.substring(readme.indexOf(heading + "\n"));
        String shown = section.substring(section.indexOf("    resources:\n      - ../k8s\n"));
        Path own = Files.createDirectories(Path.of("target/kustomize" + heading.replaceAll("[^A-Za-z]+", "-")));
        Files.writeString(
                own.resolve("kustomization.yaml"),
                shown.substring(0, shown.indexOf("\n\n")).stripIndent().replace("../k8s", "../../k8s") + "\n");
        return admin.kubectl("kustomize", own.toAbsolutePath().toString()).orThrow();
    }

    @Test
    void withHealthOnLoopbackTheProbesCallLoopback() throws Exception {
        String rendered = admin.kubectl("kustomize", folder("k8s/overlays/private-management"))
                .orThrow();

        assertEquals(1, rendered.split("- --management-host=127.0.0.1\n", -1).length - 1, rendered);
        assertEquals(3, rendered.split("httpGet:\n            host: 127.0.0.1\n", -1).length - 1, rendered);
    }

    @Test
    void certManagerInjectsTheCaIntoBothConfigurations() throws Exception {
        String rendered =
                admin.kubectl("kustomize", folder("k8s/overlays/cert-manager")).orThrow();

        assertEquals(
                2,
                rendered.lines()
                        .filter(line -> line.equals("    cert-manager.io/inject-ca-from: eniguard/eniguard"))
                        .count(),
                rendered);
        assertTrue(rendered.contains("secretName: eniguard-tls"), rendered);
    }

    /** The manifests are only rendered, because this cluster does not have the kinds of the Prometheus operator. */
    @Test
    void kustomizeAcceptsTheMonitoringFolder() throws Exception {
        String rendered = admin.kubectl("kustomize", folder("k8s/monitoring")).orThrow();

        assertEquals(
                List.of("kind: ConfigMap", "kind: PodMonitor", "kind: PrometheusRule"),
                rendered.lines()
                        .filter(line -> line.startsWith("kind: "))
                        .sorted()
                        .toList());
        assertTrue(rendered.contains("  name: eniguard-dashboard\n  namespace: eniguard\n"), rendered);
    }

    @Test
    void aPodMeetsTheRestrictedProfileExceptForTheHostNetwork() throws Exception {
        try (KubernetesClient client = admin.client()) {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("install-restricted")
                            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                            .endMetadata()
                            .build())
                    .create();
            Pod pod = podOf(deployment(client));

            String refused = refusal(client, pod);
            assertTrue(refused.contains("host namespaces (hostNetwork=true), hostPort"), refused);

            pod.getSpec().setHostNetwork(false);
            for (Container container : pod.getSpec().getContainers()) {
                for (ContainerPort port : container.getPorts()) {
                    port.setHostPort(null);
                }
            }
            assertEquals("", refusal(client, pod));
        }
    }

    /** The scheduler counts a port as used only if the pod lists it. The Service and the probes use the names of the ports. */
    @Test
    void theServerListensAtItsDeclaredPorts() throws Exception {
        try (KubernetesClient client = admin.client()) {
            Container container = container(deployment(client));
            assertEquals(
                    List.of("https 9443 9443", "management 9440 9440"),
                    container.getPorts().stream()
                            .map(port ->
                                    "%s %d %d".formatted(port.getName(), port.getContainerPort(), port.getHostPort()))
                            .toList());
            assertTrue(container.getArgs().containsAll(List.of("--port=9443", "--management-port=9440")));
            assertEquals(
                    "https",
                    client.services()
                            .inNamespace("eniguard")
                            .withName("eniguard")
                            .get()
                            .getSpec()
                            .getPorts()
                            .get(0)
                            .getTargetPort()
                            .getStrVal());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eniconfigs.crd.k8s.amazonaws.com",
                "nodes",
                "nodepools.karpenter.sh",
                "ec2nodeclasses.karpenter.k8s.aws",
                "customnetworkingpolicies.eniguard.io",
                "daemonsets.apps --all-namespaces",
                "deployments.apps --all-namespaces --field-selector=metadata.name=karpenter",
                "daemonsets.apps --namespace=kube-system --field-selector=metadata.name=aws-node"
            })
    void itMayReadAllObjectsThatRulesRead(String request) throws Exception {
        eniguard().kubectl(("get " + request + " --output=name").split(" ")).orThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list secrets --namespace=eniguard",
                "list configmaps --namespace=kube-system",
                "patch daemonsets.apps --namespace=kube-system",
                "list deployments.apps --all-namespaces",
                "list pods --all-namespaces",
                "update nodes",
                "patch nodes --subresource=status",
                "update nodes --subresource=status",
                "delete eniconfigs.crd.k8s.amazonaws.com",
                "update customnetworkingpolicies.eniguard.io",
                "create eniconfigs.crd.k8s.amazonaws.com",
                "patch validatingwebhookconfigurations.admissionregistration.k8s.io",
                "patch daemonsets.apps/aws-node --namespace=kube-system",
                "update leases.coordination.k8s.io/other --namespace=eniguard",
                "get leases.coordination.k8s.io/eniguard --namespace=kube-system",
                "create events.events.k8s.io --namespace=eniguard",
                "list events.events.k8s.io --namespace=default",
                "create reports.openreports.io --namespace=eniguard",
                "impersonate users"
            })
    void itMayNotDoAnythingElse(String request) throws Exception {
        CommandOutput answer = eniguard().kubectl(("auth can-i " + request).split(" "));
        assertEquals("no", answer.out().strip(), answer.err());
    }

    /** The reviews name resources that this cluster does not serve, which {@code kubectl auth can-i} does not accept. */
    @ParameterizedTest
    @CsvSource({
        "get, coordination.k8s.io, leases, eniguard, eniguard",
        "create, coordination.k8s.io, leases, '', eniguard",
        "update, coordination.k8s.io, leases, eniguard, eniguard",
        "get, '', nodes, '', ''",
        "patch, '', nodes, '', ''",
        "list, openreports.io, clusterreports, '', ''",
        "create, openreports.io, clusterreports, '', ''",
        "update, wgpolicyk8s.io, clusterpolicyreports, '', ''",
        "delete, wgpolicyk8s.io, clusterpolicyreports, '', ''",
        "list, eks.amazonaws.com, nodeclasses, '', ''",
        "create, events.k8s.io, events, '', default",
        "create, events.k8s.io, events, '', kube-system"
    })
    void theLeaderMayWriteItsOwnObjects(String verb, String group, String resource, String name, String namespace)
            throws Exception {
        String review = """
                apiVersion: authorization.k8s.io/v1
                kind: SelfSubjectAccessReview
                spec: {resourceAttributes: {verb: %s, group: %s, resource: %s, name: "%s", namespace: "%s"}}
                """.formatted(verb, group, resource, name, namespace);
        assertEquals(
                "true",
                eniguard()
                        .kubectlWithInput(
                                review,
                                "create",
                                "--validate=false",
                                "--filename=-",
                                "--output=jsonpath={.status.allowed}")
                        .orThrow());
    }

    @Test
    void theLeaderMayWriteOnlyTheStatusOfPolicies() throws Exception {
        String request = "auth can-i patch customnetworkingpolicies.eniguard.io";

        assertEquals(
                "yes",
                eniguard()
                        .kubectl((request + " --subresource=status").split(" "))
                        .out()
                        .strip());
        assertEquals("no", eniguard().kubectl(request.split(" ")).out().strip());
    }

    private KubeUser eniguard() throws Exception {
        return server.serviceAccount("eniguard", "eniguard");
    }

    private static Pod podOf(Deployment deployment) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("eniguard")
                .withNamespace("install-restricted")
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build();
    }

    private static String refusal(KubernetesClient client, Pod pod) {
        try {
            client.pods().resource(pod).dryRun().create();
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Deployment deployment(KubernetesClient client) {
        return client.apps()
                .deployments()
                .inNamespace("eniguard")
                .withName("eniguard")
                .get();
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private static String folder(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
