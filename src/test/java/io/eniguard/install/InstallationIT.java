package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.server.Build;
import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import io.eniguard.testing.Await;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the installation in a separate, new cluster without any ENIConfig. eniguard is installed with the two commands of the README. There
 * is no kubelet, so the test starts the program with the arguments, the service account and the Secret of the Deployment.
 */
@RealApiServer
@Ec2Emulator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallationIT {

    private final Path folder;
    private final LocalApiServer server;
    private final KubeUser admin;
    private final PodVpc vpc;
    private final Proxy ec2;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final List<Process> started = new ArrayList<>();

    InstallationIT(Moto moto, @TempDir Path folder) throws Exception {
        this.folder = folder;
        this.vpc = PodVpc.build(moto, "install-" + System.nanoTime());
        this.ec2 = Proxy.before(moto);
        this.server = LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder.resolve("api-server"));
        this.admin = server.admin();
    }

    @BeforeAll
    void install() throws Exception {
        server.install(PublishedCrd.values());
        kubectl("apply", "--kustomize=" + Path.of("k8s").toAbsolutePath());
        new MakeCerts(
                        Files.createDirectory(folder.resolve("scratch")),
                        Map.of(
                                "KUBECTL",
                                "%s --kubeconfig %s"
                                        .formatted(
                                                ApiServerBinaries.find()
                                                        .orElseThrow()
                                                        .folder()
                                                        .resolve("kubectl"),
                                                admin.kubeconfig())))
                .run()
                .orThrow();
        try (KubernetesClient client = admin.client()) {
            client.nodes()
                    .resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName("node-1")
                            .endMetadata()
                            .withNewSpec()
                            .withProviderID("aws:///us-west-2a/" + vpc.nodeInstance())
                            .endSpec()
                            .build())
                    .create();
        }
        serviceLeadsHere();
    }

    @AfterAll
    void takeDown() throws Exception {
        started.forEach(Process::destroy);
        for (Process process : started) {
            process.waitFor(30, TimeUnit.SECONDS);
        }
        server.close();
        ec2.close();
    }

    @Test
    void theFirstEniConfigOfAClusterIsAdmittedOnceItRuns() throws Exception {
        assertEquals("", admin.kubectl("get", "eniconfigs", "--output=name").orThrow());
        String early = create("us-west-2a", vpc.subnet("pods-a")).err();
        assertTrue(early.contains("failed calling webhook \"eniconfigs.validate.eniguard.io\""), early);

        start();

        String refused = refusalOnceTheVpcIsKnown("us-west-2b", vpc.subnet("pods-a"));
        assertTrue(
                refused.contains(
                        "admission webhook \"eniconfigs.validate.eniguard.io\" denied the request: ENIConfig us-west-2b: [subnet-zone]"),
                refused);
        assertEquals(
                "eniconfig.crd.k8s.amazonaws.com/us-west-2a created\n",
                create("us-west-2a", vpc.subnet("pods-a")).orThrow());
    }

    /** Starts the program like a kubelet and waits until all probes of the Deployment succeed. */
    private void start() throws Exception {
        Container container;
        try (KubernetesClient client = admin.client()) {
            mount(client);
            container = client.apps()
                    .deployments()
                    .inNamespace("eniguard")
                    .withName("eniguard")
                    .get()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0);
        }
        List<String> command = new ArrayList<>(Build.asked().command(Map.of()));
        for (String argument : container.getArgs()) {
            command.add(argument.replace("/etc/eniguard", folder.toString())
                    .replace("=9443", "=" + port)
                    .replace("=9440", "=" + managementPort));
        }
        command.add("--host=127.0.0.1");
        Path log = folder.resolve("eniguard.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        server.serviceAccount("eniguard", "eniguard")
                                .kubeconfig()
                                .toString(),
                        "AWS_ENDPOINT_URL",
                        ec2.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test",
                        "AWS_EC2_METADATA_DISABLED",
                        "true"));
        Process process = builder.start();
        started.add(process);
        for (String path : List.of(
                container.getStartupProbe().getHttpGet().getPath(),
                container.getReadinessProbe().getHttpGet().getPath(),
                container.getLivenessProbe().getHttpGet().getPath())) {
            awaitHealthy(path, process, log);
        }
    }

    private void awaitHealthy(String path, Process process, Path log) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .build();
        Await.that(
                path + " returns 200",
                () -> {
                    assertTrue(process.isAlive(), () -> path + " never returned 200: the server has ended");
                    return statusOf(http, probe) == 200;
                },
                () -> Files.readString(log));
    }

    private static int statusOf(HttpClient http, HttpRequest probe) throws InterruptedException {
        try {
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0; // the server does not listen yet
        }
    }

    private void mount(KubernetesClient client) throws IOException {
        Map<String, String> secret = client.secrets()
                .inNamespace("eniguard")
                .withName("eniguard-tls")
                .get()
                .getData();
        Path tls = Files.createDirectory(folder.resolve("tls"));
        for (Map.Entry<String, String> file : secret.entrySet()) {
            Files.write(tls.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
        }
    }

    /**
     * Replaces the Service, because there is no kube-proxy. With a Service of the type ExternalName, the API server calls this machine by
     * the name of the Service.
     */
    private void serviceLeadsHere() throws Exception {
        kubectl("delete", "service", "eniguard", "--namespace=eniguard");
        kubectl("create", "service", "externalname", "eniguard", "--namespace=eniguard", "--external-name=localhost");
        for (String kind : List.of("validatingwebhookconfiguration", "mutatingwebhookconfiguration")) {
            int webhooks = kubectl("get", kind, "eniguard", "--output=jsonpath={.webhooks[*].name}")
                    .split(" ")
                    .length;
            for (int i = 0; i < webhooks; i++) {
                kubectl("patch", kind, "eniguard", "--type=json", """
                        --patch=[{"op": "replace", "path": "/webhooks/%d/clientConfig/service/port", "value": %d}]""".formatted(i, port));
            }
        }
    }

    /**
     * Repeats the request until it is denied. While the VPC is unknown, the request is allowed with a warning. On a slow JVM, the request
     * may also exceed its deadline.
     */
    private String refusalOnceTheVpcIsKnown(String name, String subnet) throws Exception {
        return Await.value(
                "the request is denied",
                () -> create(name, subnet, "--dry-run=server").err(),
                message -> message.contains("denied the request"));
    }

    private CommandOutput create(String name, String subnet, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("create", "--filename=-"));
        arguments.addAll(List.of(options));
        return admin.kubectlWithInput("""
                        apiVersion: crd.k8s.amazonaws.com/v1alpha1
                        kind: ENIConfig
                        metadata: {name: %s}
                        spec: {subnet: %s, securityGroups: [%s]}
                        """.formatted(name, subnet, vpc.podGroup()), arguments.toArray(String[]::new));
    }

    private String kubectl(String... arguments) throws Exception {
        return admin.kubectl(arguments).orThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
