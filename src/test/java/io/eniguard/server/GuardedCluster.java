package io.eniguard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.registration.WebhookTarget;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An eniguard server that a real API server calls, in a cluster with custom networking on. */
final class GuardedCluster {

    static final String POD_SUBNET = "subnet-0a1b2c3d4e5f60718";
    static final String NODE_SUBNET = "subnet-0a1b2c3d4e5f60719";

    static final String VPC = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 4000}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 10.20.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 10.20.0.0/16, CidrBlockState: {State: associated}}, {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: [{IpProtocol: "-1", UserIdGroupPairs: [{GroupId: sg-0123456789abcdef0}]}]}
            """;

    private final LocalApiServer cluster;
    private final KubeUser admin;
    private final String[] options;
    private ServerProcess server;

    private GuardedCluster(LocalApiServer cluster, String[] options, ServerProcess server) throws IOException {
        this.cluster = cluster;
        this.admin = cluster.admin();
        this.options = options;
        this.server = server;
    }

    /** Starts the server with a VPC that has a pod subnet in {@code us-west-2a} and a node subnet in {@code us-west-2b}. */
    static GuardedCluster start(LocalApiServer cluster, Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), VPC);
        return start(cluster, folder, Map.of(), "--vpc", vpc.toString());
    }

    /**
     * Starts the server.
     *
     * @param options options of {@code serve}, except the one that names the cluster
     */
    static GuardedCluster start(LocalApiServer cluster, Path folder, Map<String, String> environment, String... options)
            throws Exception {
        KubeUser admin = cluster.admin();
        admin.kubectlWithInput(awsNode("true"), "apply", "--filename=-").orThrow();
        Map<String, String> all = new TreeMap<>(environment);
        all.put("KUBECONFIG", admin.kubeconfig().toString());
        GuardedCluster guarded = new GuardedCluster(cluster, options, ServerProcess.start(folder, all, options));
        guarded.register();
        return guarded;
    }

    private void register() throws IOException, InterruptedException {
        String authority = server.authority().certificatePem();
        apply(new WebhookConfigurations(
                        new WebhookTarget.Url(URI.create(server.url())),
                        Optional.of(Base64.getEncoder().encodeToString(authority.getBytes(UTF_8))),
                        true)
                .yaml());
        awaitThat(
                "the webhook is called",
                () -> !dryRun(eniConfig("canary", "none")).succeeded());
    }

    LocalApiServer cluster() {
        return cluster;
    }

    ServerProcess server() {
        return server;
    }

    KubeUser admin() {
        return admin;
    }

    /** Stops the server if it runs, and starts it again. */
    void restart() throws IOException, InterruptedException {
        server = server.restart(options);
    }

    CommandOutput apply(String manifest) throws IOException, InterruptedException {
        CommandOutput output = admin.kubectlWithInput(manifest, "apply", "--filename=-");
        output.orThrow();
        return output;
    }

    CommandOutput dryRun(String manifest) throws IOException, InterruptedException {
        return admin.kubectlWithInput(manifest, "apply", "--dry-run=server", "--filename=-");
    }

    /** Registers a node in {@code us-west-2a} and returns the kubelet of that node. */
    KubeUser registered(String name) throws IOException, InterruptedException {
        KubeUser kubelet = cluster.kubelet(name);
        kubelet.kubectlWithInput(node(name, "us-west-2a"), "create", "--filename=-")
                .orThrow();
        return kubelet;
    }

    /** The node's ENIConfig label, or an empty text if it has none. */
    String labelOf(String node) throws IOException, InterruptedException {
        return admin.kubectl(
                        "get", "node", node, "--output=jsonpath={.metadata.labels.k8s\\.amazonaws\\.com/eniConfig}")
                .orThrow();
    }

    void awaitThat(String goal, Await.Look<Boolean> condition) throws IOException, InterruptedException {
        Await.that(
                goal,
                condition,
                () -> "%s%n%s".formatted(server.management("/q/health/ready").body(), server.log()));
    }

    static String awsNode(String customNetworking) {
        return """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: aws-node, namespace: kube-system}
                spec:
                  selector: {matchLabels: {k8s-app: aws-node}}
                  template:
                    metadata: {labels: {k8s-app: aws-node}}
                    spec:
                      containers:
                      - name: aws-node
                        image: aws-node
                        env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "%s"}]
                """.formatted(customNetworking);
    }

    static String eniConfig(String name, String subnet) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: %s, securityGroups: [sg-0123456789abcdef0]}
                """.formatted(name, subnet);
    }

    static String node(String name, String zone) {
        return """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, node.kubernetes.io/instance-type: m5.large}}
                spec: {providerID: "aws:///%s/i-0123456789abcdef0"}
                """.formatted(name, zone);
    }

    /** Stops the server and removes its objects from the cluster. */
    void remove() throws IOException, InterruptedException {
        server.close();
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        admin.kubectl("delete", "eniconfigs", "--all");
        admin.kubectl("delete", "daemonset", "aws-node", "--namespace=kube-system");
    }
}
