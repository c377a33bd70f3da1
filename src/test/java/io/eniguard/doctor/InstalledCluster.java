package io.eniguard.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eniguard.install.MakeCerts;
import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.server.ServerProcess;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A cluster in which eniguard was installed as in the README. It has a real API server, moto instead of EC2, and two pods that share one
 * local server. This class writes the objects that controllers and kubelets would write: pods, their status, and the EndpointSlice.
 */
final class InstalledCluster implements AutoCloseable {

    private static final String CLUSTER = "doctor-";
    private static final int PORT = 9443;

    private final Path folder;
    private final LocalApiServer api;
    private final Moto moto;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final Proxy proxyOfServer;
    private final String clusterGroup;
    private final String nodeGroup;
    private final ServerProcess server;
    private final HttpServer podServer;

    InstalledCluster(Moto moto, Path folder) throws Exception {
        this.folder = folder;
        this.moto = moto;
        api = LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder.resolve("api-server"));
        vpc = PodVpc.build(moto, CLUSTER + System.nanoTime());
        proxy = Proxy.before(moto);
        proxyOfServer = Proxy.before(moto);
        api.install(PublishedCrd.values());
        try (Ec2Client ec2 = moto.ec2()) {
            clusterGroup = group(ec2, "cluster");
            nodeGroup = group(ec2, "nodes");
            allow(ec2, vpc.podGroup(), 0, 65_535);
            apply(nodesIn(ec2));
        }
        removeFaults();
        apply(Files.readString(Path.of("examples/cluster/aws-node.yaml")));
        apply(eniConfigs());
        kubectl("apply", "--kustomize=" + Path.of("k8s").toAbsolutePath());
        certify("make-certs");
        server = ServerProcess.start(
                Files.createDirectory(folder.resolve("server")), environment(proxyOfServer), "--vpc", "ec2");
        podServer = HttpServer.create(new InetSocketAddress(0), 0);
        podServer.createContext("/", this::pass);
        podServer.start();
        pods();
        openPort();
        ready(true, true);
    }

    /** Returns a local address that is not a loopback address, because an API server does not connect to pods on loopback addresses. */
    private static String address() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has only loopback addresses"))
                .getHostAddress();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<String> answer =
                    server.management(exchange.getRequestURI().toString());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String group(Ec2Client ec2, String name) {
        return ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc.id()))
                .groupId();
    }

    private void allow(Ec2Client ec2, String group, int from, int to) {
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(fromCluster(from, to)));
    }

    private IpPermission fromCluster(int from, int to) {
        return from(clusterGroup, from, to);
    }

    private static IpPermission from(String group, int from, int to) {
        UserIdGroupPair pair = UserIdGroupPair.builder().groupId(group).build();
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(from)
                .toPort(to)
                .userIdGroupPairs(pair)
                .build();
    }

    void openPort() {
        try (Ec2Client ec2 = moto.ec2()) {
            allow(ec2, nodeGroup, PORT, PORT);
        }
    }

    /**
     * Opens the port to an additional security group of the control plane, as Terraform's modules do, and not to the cluster security
     * group.
     */
    void openPortToTheOtherGroup() {
        closePort();
        try (Ec2Client ec2 = moto.ec2()) {
            ec2.authorizeSecurityGroupIngress(
                    request -> request.groupId(nodeGroup).ipPermissions(from(vpc.podGroup(), PORT, PORT)));
        }
    }

    void closePortToTheOtherGroup() {
        try (Ec2Client ec2 = moto.ec2()) {
            ec2.revokeSecurityGroupIngress(
                    request -> request.groupId(nodeGroup).ipPermissions(from(vpc.podGroup(), PORT, PORT)));
        }
        openPort();
    }

    void closePort() {
        try (Ec2Client ec2 = moto.ec2()) {
            ec2.revokeSecurityGroupIngress(
                    request -> request.groupId(nodeGroup).ipPermissions(fromCluster(PORT, PORT)));
        }
    }

    private String nodesIn(Ec2Client ec2) {
        StringBuilder nodes = new StringBuilder();
        for (String zone : List.of("a", "b")) {
            String instance = ec2.runInstances(request -> request.imageId("ami-12345678")
                            .minCount(1)
                            .maxCount(1)
                            .subnetId(vpc.subnet("nodes-" + zone))
                            .securityGroupIds(nodeGroup))
                    .instances()
                    .get(0)
                    .instanceId();
            nodes.append("""
                    ---
                    apiVersion: v1
                    kind: Node
                    metadata:
                      name: node-%1$s
                      labels: {topology.kubernetes.io/zone: us-west-2%1$s, k8s.amazonaws.com/eniConfig: us-west-2%1$s}
                    spec: {providerID: "aws:///us-west-2%1$s/%2$s"}
                    """.formatted(zone, instance));
        }
        return nodes.toString();
    }

    private String eniConfigs() {
        StringBuilder configs = new StringBuilder();
        for (String zone : List.of("a", "b", "c")) {
            configs.append("""
                    ---
                    apiVersion: crd.k8s.amazonaws.com/v1alpha1
                    kind: ENIConfig
                    metadata: {name: us-west-2%s}
                    spec: {subnet: %s, securityGroups: [%s]}
                    """.formatted(zone, vpc.subnet("pods-" + zone), vpc.podGroup()));
        }
        return configs.toString();
    }

    private void pods() throws Exception {
        for (String zone : List.of("a", "b")) {
            apply("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: eniguard-%1$s, namespace: eniguard, labels: {app.kubernetes.io/name: eniguard}}
                    spec:
                      nodeName: node-%1$s
                      hostNetwork: true
                      serviceAccountName: eniguard
                      containers:
                        - name: eniguard
                          image: eniguard
                          ports: [{name: management, containerPort: %2$d}]
                    """.formatted(zone, podServer.getAddress().getPort()));
            kubectl(
                    "patch",
                    "pod",
                    "eniguard-" + zone,
                    "--namespace=eniguard",
                    "--subresource=status",
                    "--patch={\"status\": {\"phase\": \"Running\", \"podIPs\": [{\"ip\": \"%1$s\"}], \"podIP\": \"%1$s\"}}"
                            .formatted(address()));
        }
    }

    /** Sets the readiness of the pods in the EndpointSlice, as its controller does. */
    void ready(boolean first, boolean second) throws Exception {
        apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: eniguard-1, namespace: eniguard, labels: {kubernetes.io/service-name: eniguard}}
                addressType: IPv4
                ports: [{name: https, port: 9443, protocol: TCP}]
                endpoints:
                  - addresses: [192.0.2.11]
                    conditions: {ready: %s}
                    nodeName: node-a
                    targetRef: {kind: Pod, namespace: eniguard, name: eniguard-a}
                  - addresses: [192.0.2.12]
                    conditions: {ready: %s}
                    nodeName: node-b
                    targetRef: {kind: Pod, namespace: eniguard, name: eniguard-b}
                """.formatted(first, second));
    }

    /** Gives the installation a new certificate. */
    void certify(String run, String... options) throws Exception {
        String kubectl = "%s --kubeconfig %s"
                .formatted(ApiServerBinaries.find().orElseThrow().folder().resolve("kubectl"), admin().kubeconfig());
        Path scratch = Files.createDirectories(folder.resolve(run).resolve("scratch"));
        new MakeCerts(scratch, Map.of("KUBECTL", kubectl)).run(options).orThrow();
    }

    /** Removes all faults. The clusters of moto have neither a VPC nor a security group, so the proxy adds both to the answer of EKS. */
    void removeFaults() {
        proxy.clock(Clock.systemUTC());
        proxy.weather((request, connection) -> connection.answer(withNetwork(request, connection.ask(request))));
    }

    private Proxy.Answer withNetwork(Proxy.Request request, Proxy.Answer answer) {
        return request.action().equals("eks:DescribeCluster")
                ? new Proxy.Answer(
                        answer.status(),
                        answer.type(),
                        answer.body()
                                .replaceFirst(
                                        "(\"resourcesVpcConfig\": *\\{)",
                                        "$1\"clusterSecurityGroupId\": \"%s\", \"vpcId\": \"%s\", "
                                                .formatted(clusterGroup, vpc.id())))
                : answer;
    }

    void refuse(String action) {
        proxy.weather((request, connection) -> connection.answer(
                request.action().equals(action)
                        ? Proxy.Answer.error(
                                403,
                                "UnauthorizedOperation",
                                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: " + action)
                        : withNetwork(request, connection.ask(request))));
    }

    /** Simulates a difference between the clocks of AWS and of this machine. */
    void awsIsAhead(Duration offset) {
        proxy.clock(Clock.offset(Clock.systemUTC(), offset));
    }

    void silence() {
        proxy.weather(Proxy.Weather.SILENCE);
    }

    /** Stops answering calls of one action. */
    void silence(String action) {
        proxy.weather((request, connection) -> {
            if (request.action().equals(action)) {
                Proxy.Weather.SILENCE.befall(request, connection);
            }
            connection.answer(withNetwork(request, connection.ask(request)));
        });
    }

    /** Returns the environment variables that a user of the AWS CLI and kubectl has. */
    Map<String, String> environment() {
        return environment(proxy);
    }

    private Map<String, String> environment(Proxy aws) {
        return new TreeMap<>(Map.of(
                "KUBECONFIG",
                admin().kubeconfig().toString(),
                "ENIGUARD_CLUSTER_NAME",
                vpc.cluster(),
                "AWS_ENDPOINT_URL",
                aws.endpoint().toString(),
                "AWS_REGION",
                Moto.REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
    }

    KubeUser admin() {
        return api.admin();
    }

    LocalApiServer api() {
        return api;
    }

    PodVpc vpc() {
        return vpc;
    }

    String nodeGroup() {
        return nodeGroup;
    }

    String clusterGroup() {
        return clusterGroup;
    }

    void apply(String manifest) throws Exception {
        admin().kubectlWithInput(manifest, "apply", "--filename=-").orThrow();
    }

    String kubectl(String... arguments) throws Exception {
        return admin().kubectl(arguments).orThrow();
    }

    @Override
    public void close() throws IOException {
        podServer.stop(0);
        server.close();
        proxy.close();
        proxyOfServer.close();
        api.close();
    }
}
