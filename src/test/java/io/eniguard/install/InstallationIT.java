package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eniguard.demo.ApiServerBinaries;
import io.eniguard.demo.CommandOutput;
import io.eniguard.demo.KubeUser;
import io.eniguard.demo.LocalApiServer;
import io.eniguard.demo.PublishedCrd;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.server.Build;
import io.fabric8.kubernetes.api.model.Container;
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
import java.time.Duration;
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
 * A cluster of its own in which no ENIConfig was ever written, and eniguard in it: installed with the two commands of the README, then
 * run as the Deployment says (its arguments, its service account, its Secret and ConfigMaps), since there is no kubelet to do it.
 */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final LocalApiServer server;
    private final KubeUser admin;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final List<Process> started = new ArrayList<>();

    InstallationIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
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
        Files.writeString(Files.createDirectory(folder.resolve("facts")).resolve("subnets.json"), """
                {"Vpcs": [{"VpcId": "vpc-0123456789abcdef0", "CidrBlock": "10.20.0.0/16", "CidrBlockAssociationSet":
                    [{"CidrBlock": "10.20.0.0/16", "CidrBlockState": {"State": "associated"}},
                     {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "associated"}}]}],
                 "Subnets": [{"SubnetId": "subnet-0a1b2c3d4e5f60718", "VpcId": "vpc-0123456789abcdef0", "State": "available",
                              "CidrBlock": "100.64.0.0/19", "AvailabilityZone": "us-west-2a", "AvailableIpAddressCount": 8000},
                             {"SubnetId": "subnet-0a1b2c3d4e5f60719", "VpcId": "vpc-0123456789abcdef0", "State": "available",
                              "CidrBlock": "10.20.0.0/20", "AvailabilityZone": "us-west-2a", "AvailableIpAddressCount": 4000}],
                 "SecurityGroups": [{"GroupId": "sg-0123456789abcdef0", "VpcId": "vpc-0123456789abcdef0", "IpPermissions": []}]}""");
        kubectl(
                "create",
                "configmap",
                "eniguard-vpc",
                "--namespace=eniguard",
                "--from-file=" + folder.resolve("facts"));
        serviceLeadsHere();
    }

    @AfterAll
    void takeDown() throws Exception {
        started.forEach(Process::destroy);
        for (Process process : started) {
            process.waitFor(30, TimeUnit.SECONDS);
        }
        server.close();
    }

    @Test
    void theFirstEniConfigOfAClusterIsAdmittedOnceItRuns() throws Exception {
        assertEquals("", admin.kubectl("get", "eniconfigs", "--output=name").orThrow());
        String early = create("us-west-2a", "subnet-0a1b2c3d4e5f60718").err();
        assertTrue(early.contains("failed calling webhook \"eniconfigs.validate.eniguard.io\""), early);

        start();

        assertEquals(
                "eniconfig.crd.k8s.amazonaws.com/us-west-2a created\n",
                createOnceWarm("us-west-2a", "subnet-0a1b2c3d4e5f60718").orThrow());
        String refused = create("us-west-2a-reused", "subnet-0a1b2c3d4e5f60719").err();
        assertTrue(
                refused.contains(
                        "admission webhook \"eniconfigs.validate.eniguard.io\" denied the request: [subnet-cidr]"),
                refused);
    }

    /** As the kubelet would, and ready by the probes' own word. */
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
                .put(
                        "KUBECONFIG",
                        server.serviceAccount("eniguard", "eniguard")
                                .kubeconfig()
                                .toString());
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
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (statusOf(http, probe) != 200) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                fail(path + " never said 200:\n" + Files.readString(log));
            }
        }
    }

    private static int statusOf(HttpClient http, HttpRequest probe) throws InterruptedException {
        try {
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0; // nobody listens yet
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
        Path vpc = Files.createDirectory(folder.resolve("vpc"));
        for (String name : List.of("eniguard-vpc-unknown", "eniguard-vpc")) {
            Map<String, String> configMap = client.configMaps()
                    .inNamespace("eniguard")
                    .withName(name)
                    .get()
                    .getData();
            for (Map.Entry<String, String> file : configMap.entrySet()) {
                Files.writeString(vpc.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** There is no kube-proxy either: a Service of this kind makes the API server dial this machine by the Service's name. */
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

    /** On a busy machine the first answer of a JVM takes longer than an API server waits; who gets that error tries again. */
    private CommandOutput createOnceWarm(String name, String subnet) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CommandOutput output = create(name, subnet);
        while (output.err().contains("context deadline exceeded") && System.nanoTime() < deadline) {
            output = create(name, subnet);
        }
        return output;
    }

    private CommandOutput create(String name, String subnet) throws Exception {
        return admin.kubectlWithInput("""
                        apiVersion: crd.k8s.amazonaws.com/v1alpha1
                        kind: ENIConfig
                        metadata: {name: %s}
                        spec: {subnet: %s, securityGroups: [sg-0123456789abcdef0]}
                        """.formatted(name, subnet), "create", "--filename=-");
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
